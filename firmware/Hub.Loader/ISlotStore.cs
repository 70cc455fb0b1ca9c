// Where the images lie.
namespace Hub.Loader;

/// <summary>The bytes of the two slots. Never throws.</summary>
public interface ISlotStore
{
    /// <summary>Bytes in the slot; 0 when there is nothing, less when that cannot be told.</summary>
    int Length(Slot slot);

    /// <summary>Reads the slot's bytes.</summary>
    /// <param name="slot">A or B.</param>
    /// <param name="offset">The first of them.</param>
    /// <param name="into">Takes as many as it has places.</param>
    /// <returns>False when not all of them could be read.</returns>
    bool Read(Slot slot, int offset, byte[] into);
}
