// Refuses text whose content differs on the nano interpreter: of enums, of floating-point numbers, with NULs.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nano.Analyzers;

/// <summary>Enums and floating-point numbers made into text, and NULs inside strings.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TextAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(NanoRules.EnumText, NanoRules.FloatText, NanoRules.NulInString);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterOperationAction(Invocation, OperationKind.Invocation);
        context.RegisterOperationAction(
            c => Check(c, ((IInterpolationOperation)c.Operation).Expression), OperationKind.Interpolation);
        context.RegisterOperationAction(Concatenation, OperationKind.Binary);
        context.RegisterOperationAction(Appending, OperationKind.CompoundAssignment);
        context.RegisterOperationAction(Creation, OperationKind.ObjectCreation);
        context.RegisterSyntaxNodeAction(
            Literal, SyntaxKind.StringLiteralExpression, SyntaxKind.InterpolatedStringText);
    }

    private static void Invocation(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.ContainingType?.SpecialType == SpecialType.System_Enum && call.TargetMethod.IsStatic)
        {
            Report(context, NanoRules.EnumText, call);
        }
        else if (call.TargetMethod.Name == "ToString" && call.Instance is not null)
        {
            Check(context, call.Instance);
        }
        else if (TakesText(call.TargetMethod.ContainingType))
        {
            foreach (IArgumentOperation argument in call.Arguments)
            {
                CheckArgument(context, argument.Value);
            }
        }
    }

    private static bool TakesText(INamedTypeSymbol? type) =>
        type is not null && (type.SpecialType == SpecialType.System_String
            || type.ToDisplayString() is "System.Console" or "System.Text.StringBuilder"
                or "System.Diagnostics.Debug" or "System.Convert");

    private static void CheckArgument(OperationAnalysisContext context, IOperation value)
    {
        if (value is IArrayCreationOperation { Initializer: not null } array)
        {
            foreach (IOperation element in array.Initializer.ElementValues)
            {
                Check(context, element);
            }
        }
        else
        {
            Check(context, value);
        }
    }

    private static void Concatenation(OperationAnalysisContext context)
    {
        var sum = (IBinaryOperation)context.Operation;
        if (sum.OperatorKind == BinaryOperatorKind.Add && sum.Type?.SpecialType == SpecialType.System_String)
        {
            Check(context, sum.LeftOperand);
            Check(context, sum.RightOperand);
        }
    }

    private static void Appending(OperationAnalysisContext context)
    {
        var sum = (ICompoundAssignmentOperation)context.Operation;
        if (sum.Type?.SpecialType == SpecialType.System_String)
        {
            Check(context, sum.Value);
        }
    }

    private static void Creation(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type?.SpecialType == SpecialType.System_String && creation.Arguments.Length > 0
            && creation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: '\0' })
        {
            Report(context, NanoRules.NulInString, creation);
        }
    }

    private static void Check(OperationAnalysisContext context, IOperation operand)
    {
        while (operand is IConversionOperation { IsImplicit: true } conversion)
        {
            operand = conversion.Operand;
        }

        if (operand.Type?.TypeKind == TypeKind.Enum)
        {
            Report(context, NanoRules.EnumText, operand);
        }
        else if (operand.Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double)
        {
            Report(context, NanoRules.FloatText, operand);
        }
    }

    private static void Report(OperationAnalysisContext context, DiagnosticDescriptor rule, IOperation operation) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, operation.Syntax.GetLocation(), operation.Syntax));

    private static void Literal(SyntaxNodeAnalysisContext context)
    {
        string text = context.Node switch
        {
            LiteralExpressionSyntax literal => literal.Token.ValueText,
            InterpolatedStringTextSyntax part => part.TextToken.ValueText,
            _ => string.Empty,
        };
        if (text.IndexOf('\0') >= 0)
        {
            context.ReportDiagnostic(Diagnostic.Create(NanoRules.NulInString, context.Node.GetLocation()));
        }
    }
}
