// protocols/README.md lists the reasons of an update as the code has them.
using System;
using System.Linq;
using System.Text.RegularExpressions;
using Hub.Protocols.Updates;

namespace Protocols.Tests.Documents;

public sealed class UpdateReadmeTests
{
    [Fact]
    public void Every_reason_has_a_row()
    {
        string readme = ProtocolFiles.Read("README.md");
        string section = readme[readme.IndexOf("### Reasons of an update", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", StringComparison.Ordinal)];
        Assert.Equal(
            Enum.GetValues<UpdateReason>().Where(reason => reason != UpdateReason.None).Select(reason => (int)reason),
            Regex.Matches(section, @"^\| (\d+) \| \w", RegexOptions.Multiline)
                .Select(row => int.Parse(row.Groups[1].Value)));
    }
}
