// Exports evidence: the bundle of a case, the log of a municipality; and checks the log in the store.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Evidence;
using Fleet.Evidence.Bundles;
using Fleet.Evidence.Exports;
using Fleet.Evidence.Statistics;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Store;

namespace Fleet.Server.Audit;

/// <inheritdoc cref="IEvidenceExports"/>
internal sealed class EvidenceExports : IEvidenceExports
{
    private readonly FleetStore _store;
    private readonly TenantLog _log;
    private readonly LogSigner _signer;
    private readonly ICaseEvidence _cases;
    private readonly IEnumerable<IExportFacts> _facts;
    private readonly TimeProvider _time;

    public EvidenceExports(
        FleetStore store,
        TenantLog log,
        LogSigner signer,
        ICaseEvidence cases,
        IEnumerable<IExportFacts> facts,
        TimeProvider time)
    {
        _store = store;
        _log = log;
        _signer = signer;
        _cases = cases;
        _facts = facts;
        _time = time;
    }

    public async Task<byte[]?> BundleAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        (BundleContent Content, IReadOnlyList<ManifestKey> Keys)? read = await _store.WriteAsync(
            session => Gather(session, actor, caseId), cancellationToken).ConfigureAwait(false);
        return read is { } found
            ? CaseBundle.Make(found.Content, found.Keys, _signer.KeyId, hash => _signer.Sign(hash))
            : null;
    }

    public async Task ExportAsync(
        Actor actor, DateOnly from, DateOnly to, Stream stream, CancellationToken cancellationToken)
    {
        long start = SwedishClock.StartOf(from);
        long end = SwedishClock.StartOf(to);
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        (long first, long last) = await _store.WriteAsync(
            session =>
            {
                Outbox.Open(session);
                (long First, long Last) numbers = TenantLogStore.Numbers(session, actor.TenantId, start, end);
                string detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"days {from:yyyy-MM-dd} to {to:yyyy-MM-dd}; entries {numbers.First} to {numbers.Last}");
                _log.Append(
                    session, actor.TenantId, "log", actor.TenantId.ToString(), BundleContent.ExportStep, detail, now,
                    actor.UserId, actor.DisplayName);
                return numbers;
            },
            cancellationToken).ConfigureAwait(false);
        using StoreSession session = _store.OpenSession();
        using var writer = new ExportWriter(stream);
        var head = new ExportHead(
            ExportHead.FormatName,
            actor.TenantId,
            TenantLogStore.TenantName(session, actor.TenantId),
            start,
            end,
            first,
            last,
            now,
            actor.DisplayName);
        await writer.WriteAsync(new ExportLine(Head: head), cancellationToken).ConfigureAwait(false);
        await WriteEntriesAsync(session, writer, head, cancellationToken).ConfigureAwait(false);
        await writer.EndAsync(_signer.KeyId, hash => _signer.Sign(hash), cancellationToken).ConfigureAwait(false);
    }

    public async Task<LogCheckView> CheckAsync(Actor actor, long after, CancellationToken cancellationToken)
    {
        using StoreSession session = _store.OpenSession();
        using var keys = new LogKeys();
        foreach (ManifestKey key in TenantLogStore.Keys(session).Select(Key))
        {
            keys.TryAdd(key.PublicKey);
        }

        TenantLogHead head = TenantLogStore.Head(session, actor.TenantId);
        TenantEntry? last = after == 0
            ? null
            : TenantLogStore.ReadAfter(session, actor.TenantId, after - 1, 1).SingleOrDefault();
        long number = after;
        while (number < head.Number && number - after < Limits.Audit.EntriesPerCheck)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<TenantEntry> entries = TenantLogStore.ReadAfter(
                session, actor.TenantId, number, Limits.Audit.EntriesPerRead);
            foreach (TenantEntry entry in entries.TakeWhile(entry => entry.Number <= head.Number))
            {
                number++;
                byte[] previous = last?.Hash ?? TenantEntry.Zeros;
                if (entry.Number != number || !entry.PreviousHash.AsSpan().SequenceEqual(previous)
                    || !entry.IsIntact || !keys.IsSigned(entry.KeyId, entry.Hash, entry.Signature)
                    || !IsOfCase(session, entry))
                {
                    return new LogCheckView(false, number, after, number - 1, head.Number);
                }

                last = entry;
            }

            if (entries.Count == 0)
            {
                return new LogCheckView(false, number + 1, after, number, head.Number);
            }

            await Task.Yield();
        }

        bool endsRight = number < head.Number || (last?.Hash ?? TenantEntry.Zeros).AsSpan().SequenceEqual(head.Hash);
        return new LogCheckView(endsRight, endsRight ? null : number + 1, after, number, head.Number);
    }

    public async Task<IReadOnlyList<LogKeyView>> KeysAsync(CancellationToken cancellationToken)
    {
        return await _store.WriteAsync(TenantLogStore.Keys, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<TenantLogView>> EntriesAsync(
        Actor actor, string? topic, int limit, CancellationToken cancellationToken)
    {
        return await _store.WriteAsync(
            session => (IReadOnlyList<TenantLogView>)
            [
                .. TenantLogStore.Newest(session, actor.TenantId, topic, limit).Select(static entry =>
                    new TenantLogView(
                        entry.Number,
                        DateTimeOffset.FromUnixTimeMilliseconds(entry.At),
                        entry.Topic,
                        entry.Subject,
                        entry.Step,
                        entry.Detail,
                        entry.ActorName)),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    private (BundleContent Content, IReadOnlyList<ManifestKey> Keys)? Gather(
        StoreSession session, Actor actor, Guid caseId)
    {
        Outbox.Open(session);
        if (_cases.Find(session, actor.TenantId, caseId) is not { } found)
        {
            return null;
        }

        IReadOnlyList<TenantEntry> entries = TenantLogStore.OfCase(session, actor.TenantId, caseId);
        byte[] last = found.Log.Count == 0 ? TenantEntry.Zeros : found.Log[^1].Hash;
        TenantEntry export = _log.Append(
            session,
            actor.TenantId,
            BundleContent.ExportTopic,
            caseId.ToString(),
            BundleContent.ExportStep,
            "",
            _time.GetUtcNow().ToUnixTimeMilliseconds(),
            actor.UserId,
            actor.DisplayName,
            found.Log.Count,
            last);
        var content = new BundleContent(
            BundleContent.FormatName,
            actor.TenantId,
            TenantLogStore.TenantName(session, actor.TenantId),
            found.Case,
            found.Alarms,
            found.Presences,
            found.Log,
            [.. entries, export]);
        HashSet<string> used = [.. content.TenantLog.Select(entry => Convert.ToHexStringLower(entry.KeyId))];
        return (content, [.. TenantLogStore.Keys(session).Where(key => used.Contains(key.KeyId)).Select(Key)]);
    }

    private async Task WriteEntriesAsync(
        StoreSession session, ExportWriter writer, ExportHead head, CancellationToken cancellationToken)
    {
        foreach (LogKeyView key in TenantLogStore.Keys(session))
        {
            await writer.WriteAsync(new ExportLine(Key: Key(key)), cancellationToken).ConfigureAwait(false);
        }

        foreach (ExportLine line in _facts.SelectMany(facts => facts.Lines(session, head.TenantId)))
        {
            await writer.WriteAsync(line, cancellationToken).ConfigureAwait(false);
        }

        var seen = new HashSet<Guid>();
        long number = head.FirstNumber - 1;
        while (number < head.LastNumber)
        {
            int limit = (int)Math.Min(Limits.Audit.EntriesPerRead, head.LastNumber - number);
            foreach (TenantEntry entry in TenantLogStore.ReadAfter(session, head.TenantId, number, limit))
            {
                number = entry.Number;
                await writer.WriteAsync(new ExportLine(Entry: entry), cancellationToken).ConfigureAwait(false);
                if (entry.Topic != TenantEntry.CaseTopic)
                {
                    continue;
                }

                var caseId = Guid.Parse(entry.Subject);
                if (seen.Add(caseId) && _cases.FindFacts(session, head.TenantId, caseId) is { } facts)
                {
                    await writer.WriteAsync(new ExportLine(Case: facts), cancellationToken).ConfigureAwait(false);
                }

                if (_cases.FindStep(session, caseId, entry.SubjectNumber) is { } step)
                {
                    await writer.WriteAsync(new ExportLine(Step: step), cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Whether the case's own log still has the entry that was proven.</summary>
    private bool IsOfCase(StoreSession session, TenantEntry entry)
    {
        return entry.Topic != TenantEntry.CaseTopic
            || (Guid.TryParse(entry.Subject, out Guid caseId)
                && _cases.FindStep(session, caseId, entry.SubjectNumber) is { } step
                && step.Entry.Hash.AsSpan().SequenceEqual(entry.ContentHash)
                && step.Entry.ComputeHash(step.PreviousHash).AsSpan().SequenceEqual(step.Entry.Hash));
    }

    private static ManifestKey Key(LogKeyView key)
    {
        return new ManifestKey(Convert.FromHexString(key.KeyId), Convert.FromBase64String(key.PublicKey));
    }
}
