// The interpreter's format has room for 65,535 bytes of code in an assembly: the converter refuses more.
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Firmware.Tests.NanoProfile;

public sealed class ByteCodeTests(ITestOutputHelper output)
{
    /// <summary>What an assembly may have: offsets in the table of code are 16 bits wide, and this leaves room for
    /// what the count here does not know.</summary>
    private const int MaxCodeBytes = 65_000;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => (int)(ushort)c.Value);

    [Fact]
    public void The_code_of_each_assembly_fits_the_interpreters_table()
    {
        List<string> tooLarge = [];
        foreach (CSharpCompilation compilation in NanoSources.Shared.Firmware)
        {
            int bytes = CodeBytes(NanoSources.Emit(compilation));
            output.WriteLine($"{compilation.AssemblyName} {bytes} of {MaxCodeBytes}");
            if (bytes > MaxCodeBytes)
            {
                tooLarge.Add($"{compilation.AssemblyName} has {bytes} bytes of code, {MaxCodeBytes} are its limit: "
                    + "give a part of it an assembly of its own");
            }
        }

        Assert.Empty(tooLarge);
    }

    [Fact]
    public void Code_is_counted_as_the_converter_writes_it()
    {
        // ldsfld with a reference of 2 bytes instead of 4, ret.
        Assert.Equal(4, CodeOf("public static int Get() { return F; }") - CodeOf(""));
    }

    private static int CodeOf(string member)
    {
        SyntaxTree tree = NanoSources.Parse("public static class C { static int F = 1; " + member + " }");
        return CodeBytes(NanoSources.Emit(NanoSources.Empty(NanoSources.Shared.Surface).AddSyntaxTrees(tree)));
    }

    private static int CodeBytes(byte[] image)
    {
        using var portable = new PEReader(ImmutableArray.Create(image));
        MetadataReader reader = portable.GetMetadataReader();
        int bytes = 0;
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            int address = reader.GetMethodDefinition(handle).RelativeVirtualAddress;
            if (address != 0)
            {
                MethodBodyBlock body = portable.GetMethodBody(address);
                int clauses = body.ExceptionRegions.Length;
                bytes += InstructionBytes(body.GetILReader()) + (clauses > 0 ? 1 + (clauses * 12) : 0);
            }
        }

        return bytes;
    }

    private static int InstructionBytes(BlobReader code)
    {
        int bytes = 0;
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            value = value == 0xFE ? 0xFE00 | code.ReadByte() : value;
            OpCode operation = Codes[value];
            int operand = OperandBytes(operation.OperandType);
            bytes += operation.Size;
            if (operation.OperandType == OperandType.InlineSwitch)
            {
                int targets = code.ReadInt32();
                code.Offset += targets * 4;
                bytes += 1 + (targets * 2);
                continue;
            }

            code.Offset += operand;
            bytes += IsShortened(operation.OperandType) ? 2 : operand;
        }

        return bytes;
    }

    private static bool IsShortened(OperandType type) => type is OperandType.InlineString or OperandType.InlineMethod
        or OperandType.InlineField or OperandType.InlineType or OperandType.InlineBrTarget;

    private static int OperandBytes(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
