// What every rule of the repository looks like.
using System.Collections.Generic;
using Repository.Tests.Tree;

namespace Repository.Tests.Rules;

/// <summary>Something that must hold for every file of the repository.</summary>
internal interface IRule
{
    /// <summary>Every place where it does not hold.</summary>
    IEnumerable<Finding> Check(RepositoryTree tree);
}
