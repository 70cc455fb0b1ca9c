// Refuses generics in every form the compiler makes of them: types, methods, tuples and nullable values.
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nano.Analyzers;

/// <summary>Own generics, uses of the library's, tuples and nullable value types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GenericsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        NanoRules.OwnGeneric, NanoRules.GenericUse, NanoRules.Tuple, NanoRules.NullableValue);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSyntaxNodeAction(
            c => Report(c, NanoRules.OwnGeneric, c.Node, c.Node.Parent), SyntaxKind.TypeParameterList);
        context.RegisterSyntaxNodeAction(
            c => Report(c, NanoRules.GenericUse, c.Node, c.Node), SyntaxKind.GenericName);
        context.RegisterSyntaxNodeAction(
            c => Report(c, NanoRules.Tuple, c.Node, c.Node), SyntaxKind.TupleType);
        context.RegisterSyntaxNodeAction(Tuples, SyntaxKind.TupleExpression);
        context.RegisterSyntaxNodeAction(Nullables, SyntaxKind.NullableType, SyntaxKind.ConditionalAccessExpression);
        context.RegisterOperationAction(Uses, OperationKind.Invocation, OperationKind.PropertyReference,
            OperationKind.FieldReference, OperationKind.ObjectCreation, OperationKind.DelegateCreation,
            OperationKind.LocalReference, OperationKind.ParameterReference);
    }

    private static void Report(
        SyntaxNodeAnalysisContext context, DiagnosticDescriptor rule, SyntaxNode place, SyntaxNode? named)
    {
        string name = named is TypeDeclarationSyntax type ? type.Identifier.ValueText
            : named is MethodDeclarationSyntax method ? method.Identifier.ValueText
            : named?.ToString() ?? string.Empty;
        context.ReportDiagnostic(Diagnostic.Create(rule, place.GetLocation(), name));
    }

    private static void Tuples(SyntaxNodeAnalysisContext context)
    {
        // (a, b) = point calls point's own Deconstruct, which works; it is a tuple only if point is one.
        if (context.Node.Parent is AssignmentExpressionSyntax assignment && assignment.Left == context.Node
            && assignment.Right is not TupleExpressionSyntax
            && context.SemanticModel.GetTypeInfo(assignment.Right).Type is { IsTupleType: false })
        {
            return;
        }

        Report(context, NanoRules.Tuple, context.Node, context.Node);
    }

    private static void Nullables(SyntaxNodeAnalysisContext context)
    {
        if (context.Node is ConditionalAccessExpressionSyntax { Parent: ExpressionStatementSyntax })
        {
            return;
        }

        ITypeSymbol? type = context.SemanticModel.GetTypeInfo(context.Node, context.CancellationToken).Type;
        if (IsNullableValue(type))
        {
            Report(context, NanoRules.NullableValue, context.Node, context.Node);
        }
    }

    private static void Uses(OperationAnalysisContext context)
    {
        SyntaxNode syntax = context.Operation.Syntax;
        if (syntax.DescendantNodesAndSelf().Any(n => n is GenericNameSyntax))
        {
            return; // reported where the name stands
        }

        bool generic = context.Operation is IInvocationOperation { TargetMethod.IsGenericMethod: true }
            || IsGeneric(context.Operation.Type);
        if (generic)
        {
            context.ReportDiagnostic(Diagnostic.Create(NanoRules.GenericUse, syntax.GetLocation(), syntax));
        }
    }

    private static bool IsGeneric(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsGeneric(array.ElementType),
        INamedTypeSymbol named => named.IsGenericType && !named.IsTupleType && !IsNullableValue(named),
        _ => false,
    };

    private static bool IsNullableValue(ITypeSymbol? type) =>
        type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
