// One way in which things go wrong in a random home.
namespace Hub.Simulator.Scenarios.Disturbances;

/// <summary>
/// Plans its own happenings, by chance, until the home's time is up. A new way for things to go wrong is a class of its
/// own that <see cref="RandomHome"/> has in its list; its count then comes into the tally by itself.
/// </summary>
public abstract class Disturbance
{
    /// <summary>A disturbance that has not begun.</summary>
    /// <param name="name">What it is called in a tally, in the plural.</param>
    private protected Disturbance(string name)
    {
        Name = name;
    }

    /// <summary>What it is called in a tally, in the plural.</summary>
    public string Name { get; }

    /// <summary>How often it has happened.</summary>
    public long Count { get; private protected set; }

    /// <summary>Plans what happens.</summary>
    internal abstract void Begin();

    /// <summary>The home's time is up: nothing may go wrong any more.</summary>
    internal virtual void Mend()
    {
    }
}
