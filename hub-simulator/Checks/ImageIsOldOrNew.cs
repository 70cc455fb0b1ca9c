// What runs is always a whole image that was confirmed before, or one on its counted trial.
using System;
using System.Linq;
using Hub.Loader;
using Hub.Protocols.Updates;
using Hub.Simulator.Scenarios;

namespace Hub.Simulator.Checks;

/// <summary>Looks at each start: at the version, at every byte of the slot that runs, and at the boot record.</summary>
public sealed class ImageIsOldOrNew(HomeUpdate update) : Invariant
{
    private int _trialStarts;

    /// <inheritdoc/>
    public override void OnStarted()
    {
        if (Home.Home.Firmware is not { } start)
        {
            return;
        }

        if (start.Slot == Slot.Factory)
        {
            if (update.From != null)
            {
                Break($"the factory build runs though release {update.From.Sequence} was confirmed");
            }

            return;
        }

        byte[]? expected = start.Version == update.To.Sequence ? update.To.Image
            : start.Version == update.From?.Sequence ? update.From.Image
            : null;
        byte[] found = new byte[expected?.Length ?? 0];
        bool isWhole = expected != null
            && Home.Slots!.Read(start.Slot, (int)ReleasePart.Image, 0, found, found.Length)
            && found.AsSpan().SequenceEqual(expected);
        if (!isWhole)
        {
            Break($"release {start.Version} runs from slot {start.Slot} and is not whole");
        }

        LookAtRecord(start);
    }

    // Counted trials: the number of starts left goes down with each, and a trial begun anew begins anew.
    private void LookAtRecord(SlotStart start)
    {
        BootRecord record = Home.Home.BootRecord!;
        SlotState state = record.State(start.Slot);
        if (state != (start.IsTrial ? SlotState.Trial : SlotState.Confirmed))
        {
            Break($"slot {start.Slot} runs and is {state} in the boot record");
        }

        if (!start.IsTrial)
        {
            _trialStarts = 0;
            return;
        }

        int left = record.StartsLeft(start.Slot);
        _trialStarts = left == LoaderLimits.MaxTrialStarts - 1 ? 1 : _trialStarts + 1;
        if (left < 0 || left >= LoaderLimits.MaxTrialStarts || _trialStarts > LoaderLimits.MaxTrialStarts)
        {
            Break($"slot {start.Slot} is started for the {_trialStarts}th time on trial, {left} starts left");
        }
    }
}
