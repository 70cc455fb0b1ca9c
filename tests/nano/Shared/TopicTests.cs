// Topics are read and made exactly.
using System.Text;
using Hub.Protocols.Messages;
using NFUnitTest.Vectors;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class TopicTests
{
    [TestMethod]
    public void Topics_are_read_and_made_as_their_vectors_say()
    {
        string[] rows = TopicRows1.All;
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            int kind = row.Small();
            string text = row.Word();
            bool isPlain = text.Length == 0 || text[0] != '*';
            byte[] topic = isPlain
                ? Encoding.UTF8.GetBytes(text) : Hex.Bytes(new string(text.ToCharArray(1, text.Length - 1)));
            Assert.AreEqual(kind, (int)Topics.Parse(topic, 0, topic.Length), rows[i]);
            if (kind != 0)
            {
                string hubId = new string(text.ToCharArray(Topics.HubIdOffset, 16));
                byte[] made = Encoding.UTF8.GetBytes(Topics.For(hubId, (MessageKind)kind));
                Assert.IsTrue(Hex.AreEqual(topic, made, 0, made.Length), rows[i]);
                Assert.IsTrue(Topics.IsAbout(hubId, topic, 0), rows[i]);
            }
        }
    }
}
