// What the signer takes from the machine.
using System;
using System.Security.Cryptography;
using Fleet.Signer.Keys;

namespace Fleet.Signer;

/// <summary>The machine, or what stands in for it in a test.</summary>
/// <param name="Time">The clock, for the list.</param>
/// <param name="Random">Fills an array with random bytes fit for keys.</param>
/// <param name="Machine">The id of the machine; a state is bound to it.</param>
/// <param name="At">Told before each step of a signing, so that a test can stop there.</param>
public sealed record Surroundings(TimeProvider Time, Action<byte[]> Random, string Machine, Action<SignStep> At)
{
    /// <summary>The machine itself.</summary>
    public static Surroundings OfMachine()
    {
        return new Surroundings(
            TimeProvider.System,
            static bytes => RandomNumberGenerator.Fill(bytes),
            MachineIdentity.Read(),
            static _ => { });
    }
}
