// Refuses a division or remainder unless the code shows that its divisor is neither 0 nor -1.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Nano.Analyzers;

/// <summary>The rule on division, NANO020; <see cref="DivisorProof"/> decides what counts as shown.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DivisionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(NanoRules.Division);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSyntaxNodeAction(Binary, SyntaxKind.DivideExpression, SyntaxKind.ModuloExpression);
        context.RegisterSyntaxNodeAction(
            Compound, SyntaxKind.DivideAssignmentExpression, SyntaxKind.ModuloAssignmentExpression);
    }

    private static void Binary(SyntaxNodeAnalysisContext context) =>
        Check(context, ((BinaryExpressionSyntax)context.Node).Right);

    private static void Compound(SyntaxNodeAnalysisContext context) =>
        Check(context, ((AssignmentExpressionSyntax)context.Node).Right);

    private static void Check(SyntaxNodeAnalysisContext context, ExpressionSyntax divisor)
    {
        // A division of constants is done by the compiler, which refuses a zero itself.
        if (context.SemanticModel.GetConstantValue(context.Node).HasValue
            || new DivisorProof(context.SemanticModel).IsPositive(divisor))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(NanoRules.Division, divisor.GetLocation(), divisor));
    }
}
