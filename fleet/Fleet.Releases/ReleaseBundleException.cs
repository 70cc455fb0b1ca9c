// A bundle, image or release that is not one.
using System;

namespace Fleet.Releases;

/// <summary>Says in a sentence what is wrong with a bundle or an image.</summary>
public sealed class ReleaseBundleException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ReleaseBundleException(string message)
        : base(message)
    {
    }
}
