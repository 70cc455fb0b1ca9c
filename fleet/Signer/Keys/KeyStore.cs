// A key on this machine: gives each of its leaves away once.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Hub.Protocols.Updates;

namespace Fleet.Signer.Keys;

/// <summary>
/// The state of a key, held alone as long as this is open. A leaf is raised in the state and entered in the list, both
/// on disk, before the signature that uses it exists. A state that is not the newest, or not at its place, signs
/// nothing.
/// </summary>
internal sealed class KeyStore : IDisposable
{
    private const int Form = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path;
    private readonly Surroundings _surroundings;
    private readonly FileStream _anchor;

    private KeyStore(string path, Surroundings surroundings, FileStream anchor, KeyState state)
    {
        _path = path;
        _surroundings = surroundings;
        _anchor = anchor;
        State = state;
    }

    internal KeyState State { get; private set; }

    internal byte[] PublicKey => Convert.FromHexString(State.PublicKey);

    internal string KeyId => KeyIdOf(PublicKey);

    internal int Leaves => LmsSets.Parameters(State.Set).Leaves;

    /// <summary>Where the list of used leaves is.</summary>
    internal static string ListPath(string path) => path + ".used.jsonl";

    internal static string KeyIdOf(byte[] publicKey)
    {
        byte[] id = new byte[UpdateLimits.SigningKeyIdBytes];
        ReleaseCheck.PutKeyId(publicKey, publicKey.Length, id);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>Makes a new key.</summary>
    internal static KeyStore Create(string path, string set, string? passphrase, Surroundings surroundings)
    {
        if (File.Exists(path) || File.Exists(AnchorPath(path)) || File.Exists(ListPath(path)))
        {
            throw new FailureException(ExitCode.Refused, $"{path} or its list exists; choose another file.");
        }

        byte[] seed = new byte[LmsSets.Parameters(set).HashBytes];
        byte[] identifier = new byte[LmsParameters.IdentifierBytes];
        surroundings.Random(seed);
        surroundings.Random(identifier);
        string key = Convert.ToHexStringLower(new LmsSecret(set, seed, identifier).PublicKey);
        FileStream anchor = DurableFile.Create(AnchorPath(path));
        var state = new KeyState(
            Form, set, key, Convert.ToHexStringLower(identifier), SecretBox.Make(seed, passphrase, surroundings.Random),
            MachineIdentity.Of(surroundings.Machine, anchor), 0, UsedList.HashOf(key), "");
        DurableFile.Create(ListPath(path)).Dispose();
        DurableFile.Replace(path, JsonSerializer.Serialize(state, Json), static () => { });
        return new KeyStore(path, surroundings, anchor, state);
    }

    /// <summary>Opens a key's state, for this program alone.</summary>
    /// <exception cref="FailureException">There is none, it is in use, or it was copied here.</exception>
    internal static KeyStore Open(string path, Surroundings surroundings)
    {
        if (!File.Exists(path))
        {
            throw new FailureException(ExitCode.NotFound, $"There is no state {path}.");
        }

        FileStream anchor = OpenAnchor(path);
        try
        {
            KeyState state = ReadState(path);
            if (state.Host != MachineIdentity.Of(surroundings.Machine, anchor))
            {
                throw new FailureException(
                    ExitCode.Refused,
                    $"{path} was copied or moved here: it was made at another place, where it may have signed since. "
                    + "Make a new key, and let the successor sign a key change.");
            }

            return new KeyStore(path, surroundings, anchor, state);
        }
        catch
        {
            anchor.Dispose();
            throw;
        }
    }

    /// <summary>Signs a release with the next leaf.</summary>
    /// <param name="sequence">The release, for the list.</param>
    /// <param name="digest">The digest of its manifest, for the list.</param>
    /// <param name="message">What is signed.</param>
    /// <param name="passphrase">Of the secret; null for none.</param>
    /// <param name="published">The list as others have it, which must not be ahead of this one; null for none.</param>
    /// <returns>The HSS signature; it has been verified.</returns>
    /// <exception cref="FailureException">The state is not the newest, or used up.</exception>
    internal byte[] Sign(uint sequence, byte[] digest, byte[] message, string? passphrase, string? published)
    {
        RequireNewest(published);
        int leaf = State.NextIndex;
        if (leaf >= Leaves)
        {
            throw new FailureException(
                ExitCode.Refused, $"The key {KeyId} has signed {Leaves} times and is used up; use the successor.");
        }

        byte[] seed = State.Secret.Open(passphrase);
        var entry = new UsedEntry(
            leaf, KeyId, sequence, Convert.ToHexStringLower(digest),
            _surroundings.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            State.ListHash);
        Use(UsedList.Line(entry));
        var secret = new LmsSecret(State.Set, seed, Convert.FromHexString(State.Identifier));
        byte[] randomizer = new byte[seed.Length];
        _surroundings.Random(randomizer);
        byte[] signature = secret.Sign(leaf, message, randomizer);
        RequireGood(signature, message);
        _surroundings.At(SignStep.Signed);
        return signature;
    }

    /// <summary>Refuses a state that is older than the list, or a list that is not this state's.</summary>
    /// <exception cref="FailureException">They disagree; the sentence says how.</exception>
    internal void RequireNewest(string? published)
    {
        UsedList list = UsedList.Read(ListPath(_path), State.PublicKey);
        if (list.Entries.Count > State.NextIndex)
        {
            throw new FailureException(
                ExitCode.Refused,
                $"{_path} is older than its list: it knows {State.NextIndex} signatures, the list has "
                + $"{list.Entries.Count}. It was restored from a copy. Make a new key.");
        }

        bool lacksLast = list.Entries.Count == State.NextIndex - 1
            && UsedList.HashOf(State.LastEntry) == State.ListHash
            && State.LastEntry.StartsWith(list.Rest, StringComparison.Ordinal);
        if (lacksLast)
        {
            AppendLast(list.Lines);
            list = UsedList.Read(ListPath(_path), State.PublicKey);
        }

        if (list.Entries.Count != State.NextIndex || list.Hash != State.ListHash || list.Rest.Length > 0)
        {
            throw new FailureException(
                ExitCode.Refused,
                $"{ListPath(_path)} is not the list of this state: {list.Entries.Count} entries instead of "
                + $"{State.NextIndex}, or other ones. Put the published list in its place.");
        }

        if (published is not null)
        {
            RequireAhead(list, published);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _anchor.Dispose();
    }

    private static string AnchorPath(string path) => path + ".lock";

    private static FileStream OpenAnchor(string path)
    {
        try
        {
            return new FileStream(AnchorPath(path), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (FileNotFoundException)
        {
            throw new FailureException(
                ExitCode.Refused, $"{path} was copied here: the file {AnchorPath(path)} is not beside it.");
        }
        catch (IOException)
        {
            throw new FailureException(ExitCode.Refused, $"{path} is in use by another signer; wait for it to end.");
        }
    }

    private static KeyState ReadState(string path)
    {
        try
        {
            KeyState? state = JsonSerializer.Deserialize<KeyState>(File.ReadAllText(path), Json);
            if (state is { Version: Form, NextIndex: >= 0 })
            {
                return state;
            }
        }
        catch (JsonException)
        {
            // Said below, as for a state of another form.
        }

        throw new FailureException(ExitCode.Failed, $"{path} is no state of a key.");
    }

    private void RequireAhead(UsedList list, string published)
    {
        if (!File.Exists(published))
        {
            throw new FailureException(ExitCode.NotFound, $"There is no list {published}.");
        }

        IReadOnlyList<string> others = UsedList.Read(published, State.PublicKey).Lines;
        if (!list.Lines.Take(others.Count).SequenceEqual(others))
        {
            throw new FailureException(
                ExitCode.Refused,
                $"{published} has signatures that {ListPath(_path)} does not know: state and list were both restored "
                + "from a copy. Make a new key.");
        }
    }

    // The order is everything: what is used is on disk, twice, before the signature is made.
    private void Use(string line)
    {
        _surroundings.At(SignStep.Begun);
        KeyState raised = State with
        {
            NextIndex = State.NextIndex + 1,
            ListHash = UsedList.HashOf(line),
            LastEntry = line,
        };
        DurableFile.Replace(
            _path, JsonSerializer.Serialize(raised, Json), () => _surroundings.At(SignStep.StateBeside));
        State = raised;
        _surroundings.At(SignStep.StateRaised);
        using (var file = new FileStream(ListPath(_path), FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
            int half = bytes.Length / 2;
            file.Write(bytes, 0, half);
            file.Flush();
            _surroundings.At(SignStep.ListHalfWritten);
            file.Write(bytes, half, bytes.Length - half);
            file.Flush(flushToDisk: true);
        }

        _surroundings.At(SignStep.ListWritten);
    }

    // The machine stopped between the state and the list. The leaf is used all the same.
    private void AppendLast(IReadOnlyList<string> lines)
    {
        DurableFile.Replace(
            ListPath(_path),
            string.Concat(lines.Append(State.LastEntry).Select(line => line + "\n")),
            static () => { });
    }

    private void RequireGood(byte[] signature, byte[] message)
    {
        byte[] key = PublicKey;
        var verifier = new LmsVerifier();
        verifier.Begin(key, 0, key.Length, signature, 0, signature.Length, message, 0, message.Length);
        if (verifier.Step(int.MaxValue) != LmsResult.Good)
        {
            throw new FailureException(
                ExitCode.Failed, "The signature that was made is not good; the secret in the state is damaged.");
        }
    }
}
