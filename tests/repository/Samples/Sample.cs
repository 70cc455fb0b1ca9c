// A made-up repository that a rule must refuse or allow.
using Repository.Tests.Tree;

namespace Repository.Tests.Samples;

/// <summary>One sample.</summary>
/// <param name="Rule">The rule's name in the rule book.</param>
/// <param name="Shows">What the sample is about; part of the test's name.</param>
/// <param name="Refusal">Part of the finding's message; null when the rule must find nothing.</param>
/// <param name="Files">The made-up files.</param>
internal sealed record Sample(string Rule, string Shows, string? Refusal, params (string Path, string Text)[] Files)
{
    public RepositoryTree Tree => RepositoryTree.Of(Files);
}
