// Whole CBOR items: good ones are read and written to the same bytes, bad ones refused by the fault's number.
using Hub.Protocols.Cbor;
using NFUnitTest.Vectors;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class CborTests
{
    [TestMethod]
    public void Good_items_are_passed_over_and_written_again()
    {
        Good(CborRows1.All);
        Good(CborRows2.All);
    }

    [TestMethod]
    public void Bad_items_are_refused_by_the_fault_s_number()
    {
        Bad(CborRows1.All);
        Bad(CborRows2.All);
    }

    private static void Good(string[] rows)
    {
        CborReader reader = new CborReader();
        CborWriter writer = new CborWriter();
        byte[] output = new byte[256];
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            bool isGood = row.Small() == 0;
            bool isReadOnly = row.Small() == 1;
            byte[] bytes = row.Bytes();
            if (isGood)
            {
                reader.Reset(bytes, 0, bytes.Length);
                Assert.IsTrue(reader.SkipValue() && reader.ReadEnd(), rows[i]);
                if (!isReadOnly)
                {
                    reader.Reset(bytes, 0, bytes.Length);
                    writer.Reset(output, 0, output.Length);
                    Copy(reader, bytes, writer);
                    Assert.IsTrue(reader.ReadEnd() && !writer.Failed, rows[i]);
                    Assert.IsTrue(Hex.AreEqual(bytes, output, 0, writer.Length), rows[i]);
                }
            }
        }
    }

    private static void Bad(string[] rows)
    {
        CborReader reader = new CborReader();
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            int error = row.Small();
            row.Word();
            byte[] bytes = row.Bytes();
            if (error != 0)
            {
                reader.Reset(bytes, 0, bytes.Length);
                Assert.IsFalse(reader.SkipValue() && reader.ReadEnd(), rows[i]);
                Assert.AreEqual(error, (int)reader.Error, rows[i]);
                Assert.IsFalse(reader.SkipValue() || reader.ReadEnd() || reader.ReadNull(), rows[i]);
                Assert.AreEqual(error, (int)reader.Error, rows[i]);
            }
        }
    }

    // One item, with all that is in it, from the reader to the writer.
    private static void Copy(CborReader reader, byte[] bytes, CborWriter writer)
    {
        switch (reader.PeekType())
        {
            case CborType.UnsignedInteger:
                Assert.IsTrue(reader.ReadUInt(out ulong number));
                writer.WriteUInt(number);
                break;
            case CborType.NegativeInteger:
                Assert.IsTrue(reader.ReadInt(out long negative));
                writer.WriteInt(negative);
                break;
            case CborType.Text:
                Assert.IsTrue(reader.ReadText(64, out string text));
                writer.WriteText(text);
                break;
            case CborType.Bytes:
                Assert.IsTrue(reader.ReadBytes(out int offset, out int length));
                writer.WriteBytes(bytes, offset, length);
                break;
            case CborType.Boolean:
                Assert.IsTrue(reader.ReadBool(out bool flag));
                writer.WriteBool(flag);
                break;
            case CborType.Null:
                Assert.IsTrue(reader.ReadNull());
                writer.WriteNull();
                break;
            case CborType.Array:
                Assert.IsTrue(reader.ReadArrayStart(out int items));
                writer.WriteArrayStart(items);
                CopyMany(reader, bytes, writer, items);
                break;
            case CborType.Map:
                Assert.IsTrue(reader.ReadMapStart(out int pairs));
                writer.WriteMapStart(pairs);
                CopyMany(reader, bytes, writer, pairs * 2);
                break;
            default:
                Assert.IsTrue(false, "an item of no type");
                break;
        }
    }

    private static void CopyMany(CborReader reader, byte[] bytes, CborWriter writer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Copy(reader, bytes, writer);
        }
    }
}
