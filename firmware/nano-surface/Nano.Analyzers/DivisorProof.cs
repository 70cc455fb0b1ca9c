// Decides whether the code shows that an expression is greater than 0 (or a constant other than 0 and -1).
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nano.Analyzers;

/// <summary>
/// What counts: a constant; a comparison around the place or an early exit before it in the same method; a readonly
/// field or get-only property whose every assignment is shown in turn; a local that is set once, from such a value;
/// both arms of a conditional. It is a reading of the text, not of all paths: an assignment between the comparison
/// and the place undoes the comparison.
/// </summary>
internal sealed class DivisorProof(SemanticModel model)
{
    private const int MaxDepth = 8;

    private readonly GuardCondition _guard = new(model);

    /// <summary>Whether the expression, where it stands, is shown to be greater than 0.</summary>
    public bool IsPositive(ExpressionSyntax expression) => IsPositive(expression, 0);

    private bool IsPositive(ExpressionSyntax expression, int depth)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        Optional<object?> constant = model.GetConstantValue(expression);
        if (constant.HasValue)
        {
            return GuardCondition.IsUsableDivisor(constant.Value);
        }

        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return IsPositive(inner.Expression, depth + 1);
            case CastExpressionSyntax cast:
                return KeepsPositive(cast) && IsPositive(cast.Expression, depth + 1);
            case ConditionalExpressionSyntax choice:
                return IsPositive(choice.WhenTrue, depth + 1) && IsPositive(choice.WhenFalse, depth + 1);
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return IsGuarded(expression) || IsSetPositive(model.GetSymbolInfo(expression).Symbol, depth);
            default:
                return false;
        }
    }

    private bool KeepsPositive(CastExpressionSyntax cast)
    {
        int from = Width(model.GetTypeInfo(cast.Expression).Type);
        int to = Width(model.GetTypeInfo(cast.Type).Type);
        return from > 0 && to >= from;
    }

    private static int Width(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Byte or SpecialType.System_SByte => 1,
        SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char => 2,
        SpecialType.System_Int32 or SpecialType.System_UInt32 => 4,
        SpecialType.System_Int64 or SpecialType.System_UInt64 => 8,
        _ => 0,
    };

    private bool IsGuarded(ExpressionSyntax expression)
    {
        SyntaxNode node = expression;
        while (node.Parent is { } parent && parent is not MemberDeclarationSyntax)
        {
            if (GuardedBy(parent, node, expression))
            {
                return true;
            }

            if (parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            {
                return false;
            }

            node = parent;
        }

        return false;
    }

    private bool GuardedBy(SyntaxNode parent, SyntaxNode node, ExpressionSyntax expression) => parent switch
    {
        IfStatementSyntax test when node == test.Statement => Holds(test.Condition, true, expression),
        ElseClauseSyntax { Parent: IfStatementSyntax test } => Holds(test.Condition, false, expression),
        WhileStatementSyntax loop when node == loop.Statement => Holds(loop.Condition, true, expression),
        ForStatementSyntax { Condition: { } condition } loop when node == loop.Statement =>
            Holds(condition, true, expression),
        ConditionalExpressionSyntax choice when node == choice.WhenTrue => Holds(choice.Condition, true, expression),
        ConditionalExpressionSyntax choice when node == choice.WhenFalse =>
            Holds(choice.Condition, false, expression),
        BinaryExpressionSyntax both when node == both.Right && both.IsKind(SyntaxKind.LogicalAndExpression) =>
            Holds(both.Left, true, expression),
        BinaryExpressionSyntax either when node == either.Right && either.IsKind(SyntaxKind.LogicalOrExpression) =>
            Holds(either.Left, false, expression),
        BlockSyntax block => ExitsBefore(block.Statements, node, expression),
        SwitchSectionSyntax section => ExitsBefore(section.Statements, node, expression),
        _ => false,
    };

    private bool ExitsBefore(
        SyntaxList<StatementSyntax> statements, SyntaxNode node, ExpressionSyntax expression)
    {
        foreach (StatementSyntax statement in statements)
        {
            if (statement == node)
            {
                return false;
            }

            if (statement is IfStatementSyntax { Else: null } test && Exits(test.Statement)
                && Holds(test.Condition, false, expression))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Exits(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.Count > 0 && Exits(block.Statements[block.Statements.Count - 1]),
        ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax => true,
        _ => false,
    };

    private bool Holds(ExpressionSyntax condition, bool outcome, ExpressionSyntax expression) =>
        _guard.Shows(condition, outcome, expression) && !IsAssignedBetween(condition, expression);

    private bool IsAssignedBetween(ExpressionSyntax condition, ExpressionSyntax expression)
    {
        SyntaxNode? body = expression.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (body is null)
        {
            return true;
        }

        foreach (SyntaxNode node in body.DescendantNodes())
        {
            if (node.SpanStart > condition.Span.End && node.SpanStart < expression.SpanStart
                && Target(node) is { } target && SyntaxFactory.AreEquivalent(target, expression))
            {
                return true;
            }
        }

        return false;
    }

    private static ExpressionSyntax? Target(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left,
        PrefixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.PreDecrementExpression)
            || unary.IsKind(SyntaxKind.PreIncrementExpression) => unary.Operand,
        PostfixUnaryExpressionSyntax unary when unary.IsKind(SyntaxKind.PostDecrementExpression)
            || unary.IsKind(SyntaxKind.PostIncrementExpression) => unary.Operand,
        ArgumentSyntax argument when !argument.RefKindKeyword.IsKind(SyntaxKind.None) => argument.Expression,
        _ => null,
    };

    private bool IsSetPositive(ISymbol? symbol, int depth)
    {
        bool onlyHere = symbol is IFieldSymbol { IsReadOnly: true } or ILocalSymbol
            or IPropertySymbol { SetMethod: null };
        if (!onlyHere || symbol!.DeclaringSyntaxReferences.Length != 1)
        {
            return false;
        }

        SyntaxNode declaration = symbol.DeclaringSyntaxReferences[0].GetSyntax();
        if (declaration.SyntaxTree != model.SyntaxTree)
        {
            return false;
        }

        int settings = 0;
        if (Initializer(declaration) is { } initializer)
        {
            settings++;
            if (!IsPositive(initializer, depth + 1))
            {
                return false;
            }
        }

        SyntaxNode? scope = symbol is ILocalSymbol
            ? declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>()
            : declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        foreach (SyntaxNode node in scope!.DescendantNodes())
        {
            if (Target(node) is { } target && target is IdentifierNameSyntax or MemberAccessExpressionSyntax
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(target).Symbol, symbol))
            {
                settings++;
                if (node is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } set
                    || !IsPositive(set.Right, depth + 1))
                {
                    return false;
                }
            }
        }

        return settings > 0;
    }

    private static ExpressionSyntax? Initializer(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax variable => variable.Initializer?.Value,
        PropertyDeclarationSyntax { ExpressionBody: { } body } => body.Expression,
        PropertyDeclarationSyntax property => property.Initializer?.Value,
        _ => null,
    };
}
