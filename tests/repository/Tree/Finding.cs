// One place in the repository that breaks a rule.
namespace Repository.Tests.Tree;

/// <summary>Where a rule is broken and how.</summary>
/// <param name="Path">The file, relative to the repository's root, with forward slashes.</param>
/// <param name="Line">The line, from 1; 0 when the whole file is meant.</param>
/// <param name="Message">What is wrong and what to do instead.</param>
internal sealed record Finding(string Path, int Line, string Message)
{
    /// <summary>The form editors and terminals make clickable.</summary>
    public override string ToString() => Line > 0 ? $"{Path}:{Line}: {Message}" : $"{Path}: {Message}";
}
