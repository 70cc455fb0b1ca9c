// The radio's keys, frames, install codes, air times and the seals of pair requests.
using System.Text;
using Hub.Protocols.Cbor;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;
using NFUnitTest.Vectors;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class RadioTests
{
    [TestMethod]
    public void Keys_are_derived()
    {
        Assert.IsTrue(Meet("join-key") > 0);
        Assert.IsTrue(Meet("link-key") > 0);
        Assert.IsTrue(Meet("pairing-key") > 0);
    }

    [TestMethod]
    public void Frames_are_opened_and_sealed_byte_for_byte()
    {
        Assert.IsTrue(Meet("frame") > 0);
    }

    [TestMethod]
    public void Malformed_and_forged_frames_are_refused()
    {
        Assert.IsTrue(Meet("bad-frame") > 0);
        Assert.IsTrue(Meet("forged-frame") > 0);
    }

    [TestMethod]
    public void Install_codes_are_read_made_and_refused()
    {
        Assert.IsTrue(Meet("install-code") > 0);
        Assert.IsTrue(Meet("bad-install-code") > 0);
    }

    [TestMethod]
    public void Air_times_are_as_computed()
    {
        Assert.IsTrue(Meet("air-time") > 0);
    }

    [TestMethod]
    public void Pair_requests_are_opened_and_forged_ones_not()
    {
        Assert.IsTrue(Meet("pairing-seal") > 0);
        Assert.IsTrue(Meet("forged-pairing-seal") > 0);
    }

    [TestMethod]
    public void Commands_are_opened_and_forged_ones_not()
    {
        Assert.IsTrue(Meet("command-seal") > 0);
        Assert.IsTrue(Meet("forged-command-seal") > 0);
    }

    private static int Meet(string form)
    {
        string[] rows = RadioRows1.All;
        int met = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            if (row.Word() == form)
            {
                Assert.IsTrue(IsMet(form, row), rows[i]);
                met++;
            }
        }

        return met;
    }

    private static bool IsMet(string form, Row row)
    {
        switch (form)
        {
            case "join-key":
            case "link-key":
            case "pairing-key": return IsDerived(form, row);
            case "frame": return IsOpenedAndSealed(row);
            case "bad-frame": return !IsTaken(row.Bytes());
            case "forged-frame": return IsForgeryRefused(row);
            case "install-code": return IsCode(row);
            case "bad-install-code": return IsNoCode(row);
            case "air-time": return AirTime.Microseconds(row.Small()) == row.Small();
            case "pairing-seal": return IsRequestOpened(row);
            case "command-seal": return IsCommandOpened(row);
            case "forged-command-seal": return !IsCommandOpened(row);
            default: return !IsOpened(row, new byte[RadioLimits.SecretBytes], out int count) && count == 0;
        }
    }

    private static bool IsDerived(string form, Row row)
    {
        RadioKeys keys = new RadioKeys();
        byte[] output = new byte[RadioLimits.KeyBytes];
        byte[] secret = row.Bytes();
        bool isDone;
        if (form == "join-key")
        {
            isDone = keys.DeriveJoin(secret, (uint)row.Number(), output, 0);
        }
        else if (form == "link-key")
        {
            byte[] deviceNonce = row.Bytes();
            byte[] hubNonce = row.Bytes();
            isDone = keys.DeriveLink(secret, deviceNonce, hubNonce, (uint)row.Number(), output, 0);
        }
        else
        {
            isDone = keys.DerivePairing(secret, output, 0);
        }

        return isDone && Hex.AreEqual(row.Bytes(), output, 0, output.Length);
    }

    private static bool IsOpenedAndSealed(Row row)
    {
        Ccm ccm = new Ccm(new Aes128());
        ccm.SetKey(row.Bytes(), 0);
        int kind = row.Small();
        uint deviceId = (uint)row.Number();
        uint counter = (uint)row.Number();
        uint salt = (uint)row.Number();
        byte[] text = row.Bytes();
        byte[] bytes = row.Bytes();
        RadioFrame frame = new RadioFrame();
        if (!frame.Take(bytes, 0, bytes.Length) || (int)frame.Kind != kind || frame.DeviceId != deviceId
            || frame.Counter != counter || frame.Salt != salt || !frame.Open(ccm)
            || !Hex.AreEqual(text, frame.Buffer, frame.TextOffset, frame.TextCount))
        {
            return false;
        }

        if (!frame.Start((RadioFrameKind)kind, deviceId, counter, salt) || text.Length > frame.TextCount)
        {
            return frame.Kind != RadioFrameKind.None; // Of a later version: only read.
        }

        System.Array.Copy(text, 0, frame.Buffer, frame.TextOffset, text.Length);
        return frame.Seal(ccm) && Hex.AreEqual(bytes, frame.Buffer, 0, frame.Length);
    }

    private static bool IsTaken(byte[] bytes)
    {
        return new RadioFrame().Take(bytes, 0, bytes.Length);
    }

    private static bool IsForgeryRefused(Row row)
    {
        Ccm ccm = new Ccm(new Aes128());
        ccm.SetKey(row.Bytes(), 0);
        byte[] bytes = row.Bytes();
        RadioFrame frame = new RadioFrame();
        return frame.Take(bytes, 0, bytes.Length) && !frame.Open(ccm) && !frame.IsOpen
            && Hex.AreEqual(bytes, frame.Buffer, 0, bytes.Length);
    }

    private static bool IsCode(Row row)
    {
        uint deviceId = (uint)row.Number();
        int kind = row.Small();
        byte[] secret = row.Bytes();
        string text = row.Word();
        InstallCode code = new InstallCode();
        bool isRead = code.Parse(text) == InstallCodeError.None && code.DeviceId == deviceId
            && (int)code.DeviceKind == kind && Hex.AreEqual(secret, code.Secret, 0, code.Secret.Length);
        code.Clear();
        code.Set(deviceId, (DeviceKind)kind, secret, 0);
        return isRead && code.Format() == text;
    }

    private static bool IsNoCode(Row row)
    {
        int error = row.Small();
        byte[] text = row.Bytes();
        return (int)new InstallCode().Parse(Encoding.UTF8.GetString(text, 0, text.Length)) == error;
    }

    private static bool IsCommandOpened(Row row)
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        new RadioKeys().DerivePairing(row.Bytes(), key, 0);
        byte[] body = row.Bytes();
        CommandMessage command = new CommandMessage();
        Assert.AreEqual(0, (int)command.Decode(new CborReader(), body, 0, body.Length));
        return new CommandSeal(new Ccm(new Aes128())).Open(command, key);
    }

    private static bool IsRequestOpened(Row row)
    {
        byte[] opened = new byte[RadioLimits.SecretBytes];
        bool isOpened = IsOpened(row, opened, out int count);
        byte[] secret = row.Bytes();
        return isOpened && Hex.AreEqual(secret, opened, 0, count);
    }

    private static bool IsOpened(Row row, byte[] secret, out int count)
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        new RadioKeys().DerivePairing(row.Bytes(), key, 0);
        byte[] body = row.Bytes();
        PairRequestMessage request = new PairRequestMessage();
        Assert.AreEqual(0, (int)request.Decode(new CborReader(), body, 0, body.Length));
        return new PairingSeal(new Ccm(new Aes128())).Open(request, key, secret, out count);
    }
}
