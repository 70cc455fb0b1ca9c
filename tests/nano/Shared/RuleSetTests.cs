// Rule sets: golden ones are read and written to the same bytes, hostile ones refused with fault and reason.
using Hub.Protocols.Rules;
using NFUnitTest.Vectors;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class RuleSetTests
{
    [TestMethod]
    public void Sets_are_read_and_written_or_refused_with_their_reason()
    {
        RuleSetReader reader = new RuleSetReader();
        RuleSetWriter writer = new RuleSetWriter();
        RuleSet set = new RuleSet();
        byte[] output = new byte[RuleLimits.MaxDocumentBytes];
        string[] rows = RuleRows1.All;
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            int fault = row.Small();
            string reason = row.Word();
            byte[] document = fault == 0 ? row.Bytes() : row.Changed(Golden(rows[row.Small()]));
            bool isRead = reader.Read(set, document, 0, document.Length);
            Assert.IsTrue(isRead == (fault == 0), rows[i]);
            Assert.AreEqual(fault, (int)reader.Fault, rows[i]);
            if (isRead)
            {
                int length = writer.Write(set, output, 0, output.Length);
                Assert.IsTrue(Hex.AreEqual(document, output, 0, length), rows[i]);
            }
            else
            {
                Assert.AreEqual(reason, reader.Reason(), rows[i]);
            }
        }
    }

    [TestMethod]
    public void The_shipped_templates_are_written_read_and_written_the_same()
    {
        RuleSet set = new RuleSet();
        set.Version = 1;
        RuleTemplates.AddAll(set);
        byte[] first = new byte[RuleLimits.MaxDocumentBytes];
        byte[] second = new byte[RuleLimits.MaxDocumentBytes];
        RuleSetWriter writer = new RuleSetWriter();
        int length = writer.Write(set, first, 0, first.Length);
        Assert.IsTrue(length > 0);
        RuleSet read = new RuleSet();
        Assert.IsTrue(new RuleSetReader().Read(read, first, 0, length));
        Assert.AreEqual(set.Count, read.Count);
        Assert.AreEqual(length, writer.Write(read, second, 0, second.Length));
        for (int i = 0; i < length; i++)
        {
            Assert.IsTrue(first[i] == second[i]);
        }
    }

    private static byte[] Golden(string text)
    {
        Row row = new Row(text);
        row.Word();
        row.Word();
        return row.Bytes();
    }
}
