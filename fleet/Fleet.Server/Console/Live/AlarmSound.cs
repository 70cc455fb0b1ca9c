// Which sound an operator's page should make.
using System.Collections.Generic;
using Fleet.Server.Alarms;

namespace Fleet.Server.Console.Live;

/// <summary>The two looping sounds, and silence.</summary>
internal enum AlarmSound
{
    /// <summary>Nothing waits that sounds.</summary>
    None = 0,

    /// <summary>A technical case waits.</summary>
    Technical = 1,

    /// <summary>A person alarm waits; goes before a technical one.</summary>
    Person = 2,
}

internal static class AlarmSounds
{
    /// <summary>
    /// Loops until nobody's alarm waits. A test alarm never sounds: it must not train people to ignore the sound.
    /// </summary>
    /// <param name="open">The open cases.</param>
    /// <param name="isSupervisor">
    /// True on a supervisor's page, where only what the operators did not answer in time sounds (NOR-027).
    /// </param>
    public static AlarmSound For(IEnumerable<AlarmCaseView> open, bool isSupervisor = false)
    {
        var sound = AlarmSound.None;
        foreach (var view in open)
        {
            if (!view.IsWaiting() || (isSupervisor && view.Queue == CaseQueue.Operators))
            {
                continue;
            }

            if (view.Kind == CaseKind.Person)
            {
                return AlarmSound.Person;
            }

            if (view is { Kind: CaseKind.Technical, QuietUntil: null })
            {
                sound = AlarmSound.Technical;
            }
        }

        return sound;
    }

    /// <summary>Whether the case waits for somebody: nobody has claimed it, or it calls for attention again.</summary>
    public static bool IsWaiting(this AlarmCaseView view) =>
        view.State == CaseState.Raised || (view.IsSounding && view.State != CaseState.Closed);

    /// <summary>The name the page's script knows it by.</summary>
    public static string Code(this AlarmSound sound) => sound switch
    {
        AlarmSound.Person => "person",
        AlarmSound.Technical => "technical",
        _ => "none",
    };
}
