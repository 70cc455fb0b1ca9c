// How the code of one transceiver gives up; it never leaves the adapter.
using System;

namespace Hub.Esp32S3.Radio;

/// <summary>The chip cannot go on as it is.</summary>
internal sealed class RadioFaultException : Exception
{
    /// <summary>Gives up.</summary>
    internal RadioFaultException(RadioFault fault)
        : base("transceiver")
    {
        Fault = fault;
    }

    /// <summary>Why.</summary>
    internal RadioFault Fault { get; }
}
