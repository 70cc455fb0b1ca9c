// Reads what a condition says about an expression: whether it holds that the expression is greater than 0.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nano.Analyzers;

/// <summary>Comparisons with constants, written as operators or as patterns, joined by and, or and not.</summary>
internal sealed class GuardCondition(SemanticModel model)
{
    /// <summary>Whether the condition having this outcome shows that the expression is greater than 0.</summary>
    public bool Shows(ExpressionSyntax condition, bool outcome, ExpressionSyntax expression) => condition switch
    {
        ParenthesizedExpressionSyntax inner => Shows(inner.Expression, outcome, expression),
        PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression) =>
            Shows(not.Operand, !outcome, expression),
        IsPatternExpressionSyntax test when SyntaxFactory.AreEquivalent(test.Expression, expression) =>
            Shows(test.Pattern, outcome, IsUnsigned(expression)),
        BinaryExpressionSyntax binary => Shows(binary, outcome, expression),
        _ => false,
    };

    /// <summary>Whether a constant may be divided by: neither 0 nor -1.</summary>
    public static bool IsUsableDivisor(object? constant) =>
        IsNumber(constant, out long value) ? value is not (0 or -1)
            : constant is float single ? single != 0
            : constant is double number && number != 0;

    private bool Shows(BinaryExpressionSyntax binary, bool outcome, ExpressionSyntax expression)
    {
        SyntaxKind kind = binary.Kind();
        if (kind == (outcome ? SyntaxKind.LogicalAndExpression : SyntaxKind.LogicalOrExpression))
        {
            return Shows(binary.Left, outcome, expression) || Shows(binary.Right, outcome, expression);
        }

        if (SyntaxFactory.AreEquivalent(binary.Left, expression))
        {
            return Compares(kind, binary.Right, outcome, IsUnsigned(expression));
        }

        return SyntaxFactory.AreEquivalent(binary.Right, expression)
            && Compares(Mirrored(kind), binary.Left, outcome, IsUnsigned(expression));
    }

    private bool Shows(PatternSyntax pattern, bool outcome, bool unsigned) => pattern switch
    {
        ParenthesizedPatternSyntax inner => Shows(inner.Pattern, outcome, unsigned),
        UnaryPatternSyntax not => Shows(not.Pattern, !outcome, unsigned),
        ConstantPatternSyntax constant =>
            Compares(SyntaxKind.EqualsExpression, constant.Expression, outcome, unsigned),
        RelationalPatternSyntax relation =>
            Compares(Comparison(relation.OperatorToken.Kind()), relation.Expression, outcome, unsigned),
        BinaryPatternSyntax both when both.IsKind(outcome ? SyntaxKind.AndPattern : SyntaxKind.OrPattern) =>
            Shows(both.Left, outcome, unsigned) || Shows(both.Right, outcome, unsigned),
        _ => false,
    };

    private bool Compares(SyntaxKind kind, ExpressionSyntax bound, bool outcome, bool unsigned)
    {
        if (!IsNumber(model.GetConstantValue(bound).Value, out long value))
        {
            return false;
        }

        return (outcome ? kind : Opposite(kind)) switch
        {
            SyntaxKind.GreaterThanExpression => value >= 0,
            SyntaxKind.GreaterThanOrEqualExpression => value >= 1,
            SyntaxKind.EqualsExpression => value >= 1,
            SyntaxKind.NotEqualsExpression => value == 0 && unsigned,
            _ => false,
        };
    }

    private bool IsUnsigned(ExpressionSyntax expression) =>
        model.GetTypeInfo(expression).Type?.SpecialType is SpecialType.System_Byte or SpecialType.System_UInt16
            or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_Char;

    private static SyntaxKind Comparison(SyntaxKind token) => token switch
    {
        SyntaxKind.GreaterThanToken => SyntaxKind.GreaterThanExpression,
        SyntaxKind.GreaterThanEqualsToken => SyntaxKind.GreaterThanOrEqualExpression,
        SyntaxKind.LessThanToken => SyntaxKind.LessThanExpression,
        SyntaxKind.LessThanEqualsToken => SyntaxKind.LessThanOrEqualExpression,
        _ => SyntaxKind.None,
    };

    private static SyntaxKind Mirrored(SyntaxKind kind) => kind switch
    {
        SyntaxKind.GreaterThanExpression => SyntaxKind.LessThanExpression,
        SyntaxKind.GreaterThanOrEqualExpression => SyntaxKind.LessThanOrEqualExpression,
        SyntaxKind.LessThanExpression => SyntaxKind.GreaterThanExpression,
        SyntaxKind.LessThanOrEqualExpression => SyntaxKind.GreaterThanOrEqualExpression,
        _ => kind,
    };

    private static SyntaxKind Opposite(SyntaxKind kind) => kind switch
    {
        SyntaxKind.GreaterThanExpression => SyntaxKind.LessThanOrEqualExpression,
        SyntaxKind.GreaterThanOrEqualExpression => SyntaxKind.LessThanExpression,
        SyntaxKind.LessThanExpression => SyntaxKind.GreaterThanOrEqualExpression,
        SyntaxKind.LessThanOrEqualExpression => SyntaxKind.GreaterThanExpression,
        SyntaxKind.EqualsExpression => SyntaxKind.NotEqualsExpression,
        SyntaxKind.NotEqualsExpression => SyntaxKind.EqualsExpression,
        _ => SyntaxKind.None,
    };

    private static bool IsNumber(object? constant, out long value)
    {
        value = constant switch
        {
            sbyte or byte or short or ushort or int or uint or long or char =>
                System.Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture),
            ulong large => large > long.MaxValue ? long.MaxValue : (long)large,
            _ => 0,
        };
        return constant is sbyte or byte or short or ushort or int or uint or long or char or ulong;
    }
}
