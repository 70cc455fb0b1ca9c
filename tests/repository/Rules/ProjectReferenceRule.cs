// Project references follow the arrows of docs/architecture.md.
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Repository.Tests.Data;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>
/// Every project has a row in <see cref="Areas.ProjectArrows"/> and references no more than that row allows.
/// </summary>
internal sealed class ProjectReferenceRule : IRule
{
    public IEnumerable<Finding> Check(RepositoryTree tree)
    {
        foreach (RepositoryFile file in tree.Files.Where(f => f.Extension == "csproj"))
        {
            var row = Areas.ProjectArrows.FirstOrDefault(a => a.Project == file.Path);
            if (row.Project is null)
            {
                yield return new Finding(file.Path, 0, "no row in Areas.ProjectArrows says what it may reference");
                continue;
            }

            foreach (string target in References(file))
            {
                if (!row.MayReference.Contains(target))
                {
                    yield return new Finding(file.Path, 0, $"wrong arrow: may not reference {target}");
                }
            }
        }
    }

    private static IEnumerable<string> References(RepositoryFile project) =>
        XDocument.Parse(project.Text).Descendants()
            .Where(e => e.Name.LocalName == "ProjectReference")
            .Select(e => ((string?)e.Attribute("Include") ?? "").Replace('\\', '/'))
            .Select(p => p[(p.LastIndexOf('/') + 1)..].Replace(".csproj", ""));
}
