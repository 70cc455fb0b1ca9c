// Refuses uses of objects that behave otherwise on the nano interpreter: hashed structs, caught library exceptions.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nano.Analyzers;

/// <summary>Structs as keys and in arrays, exceptions of the library, conversions from floating point.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LibraryUseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        NanoRules.StructKey, NanoRules.StructArray, NanoRules.SpecificCatch, NanoRules.FloatToInteger);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSyntaxNodeAction(Catch, SyntaxKind.CatchDeclaration);
        context.RegisterSyntaxNodeAction(ArrayType, SyntaxKind.ArrayType);
        context.RegisterOperationAction(Hashing, OperationKind.Invocation);
        context.RegisterOperationAction(Argument, OperationKind.Argument);
        context.RegisterOperationAction(Conversion, OperationKind.Conversion);
    }

    private static void Catch(SyntaxNodeAnalysisContext context)
    {
        TypeSyntax named = ((CatchDeclarationSyntax)context.Node).Type;
        ITypeSymbol? type = context.SemanticModel.GetTypeInfo(named, context.CancellationToken).Type;
        if (type is not null && IsOfTheLibrary(type) && type.ToDisplayString() != "System.Exception")
        {
            context.ReportDiagnostic(Diagnostic.Create(NanoRules.SpecificCatch, named.GetLocation(), named));
        }
    }

    private static void ArrayType(SyntaxNodeAnalysisContext context)
    {
        TypeSyntax element = ((ArrayTypeSyntax)context.Node).ElementType;
        ITypeSymbol? type = context.SemanticModel.GetTypeInfo(element, context.CancellationToken).Type;
        if (IsOwnStruct(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(NanoRules.StructArray, context.Node.GetLocation(), element));
        }
    }

    private static void Hashing(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "GetHashCode" && IsOwnStruct(call.Instance?.Type)
            && IsOfTheLibrary(call.TargetMethod.ContainingType))
        {
            Report(context, NanoRules.StructKey, call.Syntax, call.Instance!.Type!);
        }
    }

    private static void Argument(OperationAnalysisContext context)
    {
        var argument = (IArgumentOperation)context.Operation;
        INamedTypeSymbol? owner = argument.Parameter?.ContainingSymbol.ContainingType;
        if (argument.Parameter?.Name == "key" && owner?.ToDisplayString() == "System.Collections.Hashtable"
            && argument.Value is IConversionOperation conversion && IsOwnStruct(conversion.Operand.Type))
        {
            Report(context, NanoRules.StructKey, argument.Syntax, conversion.Operand.Type!);
        }
    }

    private static void Conversion(OperationAnalysisContext context)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (!conversion.ConstantValue.HasValue
            && conversion.Operand.Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double
            && conversion.Type?.SpecialType is >= SpecialType.System_Char and <= SpecialType.System_UInt64)
        {
            Report(context, NanoRules.FloatToInteger, conversion.Syntax, conversion.Type);
        }
    }

    private static bool IsOfTheLibrary(ITypeSymbol type)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name is "System" or "nanoFramework";
    }

    private static bool IsOwnStruct(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None };

    private static void Report(
        OperationAnalysisContext context, DiagnosticDescriptor rule, SyntaxNode place, ITypeSymbol type) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, place.GetLocation(), type.Name));
}
