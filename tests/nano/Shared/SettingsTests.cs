// Settings documents: golden ones are read and written to the same bytes, hostile ones refused with fault and reason.
using Hub.Protocols.Settings;
using NFUnitTest.Vectors;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class SettingsTests
{
    [TestMethod]
    public void Settings_are_read_and_written_or_refused_with_their_reason()
    {
        SettingsReader reader = new SettingsReader();
        SettingsWriter writer = new SettingsWriter();
        HomeSettings settings = new HomeSettings();
        byte[] output = new byte[SettingsLimits.MaxDocumentBytes];
        string[] rows = SettingRows1.All;
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            int fault = row.Small();
            string reason = row.Word();
            byte[] document = row.Bytes();
            bool isRead = reader.Read(settings, document, 0, document.Length);
            Assert.IsTrue(isRead == (fault == 0), rows[i]);
            Assert.AreEqual(fault, (int)reader.Fault, rows[i]);
            if (isRead)
            {
                int length = writer.Write(settings, output, 0, output.Length);
                Assert.IsTrue(Hex.AreEqual(document, output, 0, length), rows[i]);
            }
            else
            {
                Assert.AreEqual(reason, reader.Reason(), rows[i]);
            }
        }
    }
}
