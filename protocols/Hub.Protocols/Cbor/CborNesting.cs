// The open maps and arrays of a CBOR text: what is left in each, and the order of keys.
namespace Hub.Protocols.Cbor;

/// <summary>A stack of fixed depth; closes what is filled and compares each key with the one before it.</summary>
internal sealed class CborNesting
{
    private readonly int[] _itemsLeft = new int[ProtocolLimits.MaxCborDepth];
    private readonly bool[] _isMap = new bool[ProtocolLimits.MaxCborDepth];
    private readonly int[] _keyStart = new int[ProtocolLimits.MaxCborDepth];
    private readonly int[] _keyLength = new int[ProtocolLimits.MaxCborDepth];
    private int _depth;

    /// <summary>How many maps and arrays are open.</summary>
    internal int Depth
    {
        get { return _depth; }
    }

    /// <summary>Whether the next item is the key of a map: the items left of a map are even there.</summary>
    internal bool IsAtKey
    {
        get { return _depth > 0 && _isMap[_depth - 1] && (_itemsLeft[_depth - 1] & 1) == 0; }
    }

    /// <summary>Closes everything.</summary>
    internal void Clear()
    {
        _depth = 0;
    }

    /// <summary>Opens a map or array that is not empty; the caller has checked the depth.</summary>
    internal void Open(int items, bool isMap)
    {
        // The container counts as read in the one around it now; that one is closed only after this one.
        if (_depth > 0)
        {
            _itemsLeft[_depth - 1]--;
        }

        _itemsLeft[_depth] = items;
        _isMap[_depth] = isMap;
        _keyLength[_depth] = 0;
        _depth++;
    }

    /// <summary>Counts an item that is no container, or an empty one, and closes what it fills.</summary>
    /// <returns>A fault in the order of keys, or none.</returns>
    internal CborError EndItem(byte[] buffer, int start, int length)
    {
        if (_depth == 0)
        {
            return CborError.None;
        }

        int top = _depth - 1;
        if (IsAtKey)
        {
            if (_keyLength[top] > 0)
            {
                int order = CborHead.Compare(buffer, _keyStart[top], _keyLength[top], start, length);
                if (order >= 0)
                {
                    return order == 0 ? CborError.DuplicateKey : CborError.KeyOrder;
                }
            }

            _keyStart[top] = start;
            _keyLength[top] = length;
        }

        _itemsLeft[top]--;
        while (_depth > 0 && _itemsLeft[_depth - 1] == 0)
        {
            _depth--;
        }

        return CborError.None;
    }
}
