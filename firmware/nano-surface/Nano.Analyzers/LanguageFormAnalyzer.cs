// Refuses the forms of the language that the nano interpreter cannot run and that their syntax alone shows.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Nano.Analyzers;

/// <summary>Iterators, async, checked, volatile, stackalloc, records, LINQ, ranges and their like.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LanguageFormAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        NanoRules.Iterator, NanoRules.Async, NanoRules.Checked, NanoRules.VolatileField,
        NanoRules.MultiDimensionalArray, NanoRules.InterfaceBody, NanoRules.StackAlloc, NanoRules.Record,
        NanoRules.AnonymousType, NanoRules.Query, NanoRules.RangeOrIndex, NanoRules.Decimal, NanoRules.Utf8Literal,
        NanoRules.Dynamic);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        Refuse(context, NanoRules.Iterator, SyntaxKind.YieldReturnStatement, SyntaxKind.YieldBreakStatement);
        Refuse(context, NanoRules.Async, SyntaxKind.AwaitExpression);
        Refuse(context, NanoRules.Checked, SyntaxKind.CheckedExpression, SyntaxKind.CheckedStatement);
        Refuse(context, NanoRules.StackAlloc,
            SyntaxKind.StackAllocArrayCreationExpression, SyntaxKind.ImplicitStackAllocArrayCreationExpression);
        Refuse(context, NanoRules.AnonymousType, SyntaxKind.AnonymousObjectCreationExpression);
        Refuse(context, NanoRules.Query, SyntaxKind.QueryExpression);
        Refuse(context, NanoRules.RangeOrIndex, SyntaxKind.RangeExpression, SyntaxKind.IndexExpression,
            SyntaxKind.ListPattern, SyntaxKind.SlicePattern, SyntaxKind.SpreadElement);
        Refuse(context, NanoRules.Utf8Literal, SyntaxKind.Utf8StringLiteralExpression);
        context.RegisterSyntaxNodeAction(Modifiers, SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement,
            SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression,
            SyntaxKind.AnonymousMethodExpression, SyntaxKind.FieldDeclaration);
        context.RegisterSyntaxNodeAction(Records,
            SyntaxKind.RecordDeclaration, SyntaxKind.RecordStructDeclaration);
        context.RegisterSyntaxNodeAction(
            Ranks, SyntaxKind.ArrayRankSpecifier, SyntaxKind.ImplicitArrayCreationExpression);
        context.RegisterSyntaxNodeAction(Interfaces, SyntaxKind.InterfaceDeclaration);
        context.RegisterSyntaxNodeAction(Decimals, SyntaxKind.PredefinedType, SyntaxKind.NumericLiteralExpression);
        context.RegisterSyntaxNodeAction(Names, SyntaxKind.IdentifierName);
        context.RegisterCompilationAction(CompilerOptions);
    }

    private static void Refuse(AnalysisContext context, DiagnosticDescriptor rule, params SyntaxKind[] kinds) =>
        context.RegisterSyntaxNodeAction(c => Report(c, rule, c.Node), ImmutableArray.Create(kinds));

    private static void Report(SyntaxNodeAnalysisContext context, DiagnosticDescriptor rule, SyntaxNode node) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, node.GetLocation(), node.ToString()));

    private static void Modifiers(SyntaxNodeAnalysisContext context)
    {
        SyntaxTokenList modifiers = context.Node switch
        {
            MemberDeclarationSyntax member => member.Modifiers,
            LocalFunctionStatementSyntax local => local.Modifiers,
            AnonymousFunctionExpressionSyntax function => function.Modifiers,
            _ => default,
        };
        foreach (SyntaxToken modifier in modifiers)
        {
            if (modifier.IsKind(SyntaxKind.AsyncKeyword))
            {
                context.ReportDiagnostic(Diagnostic.Create(NanoRules.Async, modifier.GetLocation()));
            }
            else if (modifier.IsKind(SyntaxKind.VolatileKeyword))
            {
                context.ReportDiagnostic(Diagnostic.Create(NanoRules.VolatileField, modifier.GetLocation()));
            }
        }
    }

    private static void Records(SyntaxNodeAnalysisContext context)
    {
        var record = (RecordDeclarationSyntax)context.Node;
        context.ReportDiagnostic(
            Diagnostic.Create(NanoRules.Record, record.Identifier.GetLocation(), record.Identifier.ValueText));
    }

    private static void Ranks(SyntaxNodeAnalysisContext context)
    {
        bool many = context.Node switch
        {
            ArrayRankSpecifierSyntax rank => rank.Rank > 1,
            ImplicitArrayCreationExpressionSyntax creation => creation.Commas.Count > 0,
            _ => false,
        };
        if (many)
        {
            Report(context, NanoRules.MultiDimensionalArray, context.Node);
        }
    }

    private static void Interfaces(SyntaxNodeAnalysisContext context)
    {
        foreach (MemberDeclarationSyntax member in ((InterfaceDeclarationSyntax)context.Node).Members)
        {
            bool body = member switch
            {
                BaseTypeDeclarationSyntax => false,
                BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
                PropertyDeclarationSyntax { ExpressionBody: not null } => true,
                IndexerDeclarationSyntax { ExpressionBody: not null } => true,
                BasePropertyDeclarationSyntax property => HasAccessorBody(property),
                _ => false,
            };
            if (body || member.Modifiers.Any(SyntaxKind.StaticKeyword) || member is FieldDeclarationSyntax)
            {
                Report(context, NanoRules.InterfaceBody, member);
            }
        }
    }

    private static bool HasAccessorBody(BasePropertyDeclarationSyntax property)
    {
        if (property.AccessorList is not null)
        {
            foreach (AccessorDeclarationSyntax accessor in property.AccessorList.Accessors)
            {
                if (accessor.Body is not null || accessor.ExpressionBody is not null)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Decimals(SyntaxNodeAnalysisContext context)
    {
        bool isDecimal = context.Node switch
        {
            PredefinedTypeSyntax type => type.Keyword.IsKind(SyntaxKind.DecimalKeyword),
            LiteralExpressionSyntax literal => literal.Token.Value is decimal,
            _ => false,
        };
        if (isDecimal)
        {
            Report(context, NanoRules.Decimal, context.Node);
        }
    }

    private static void Names(SyntaxNodeAnalysisContext context)
    {
        var name = (IdentifierNameSyntax)context.Node;
        if (name.Identifier.ValueText is "ThreadStatic" or "ThreadStaticAttribute"
            && name.FirstAncestorOrSelf<AttributeSyntax>() is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(NanoRules.VolatileField, name.GetLocation()));
        }
        else if (name.Identifier.ValueText == "dynamic"
            && context.SemanticModel.GetTypeInfo(name, context.CancellationToken).Type?.TypeKind == TypeKind.Dynamic)
        {
            context.ReportDiagnostic(Diagnostic.Create(NanoRules.Dynamic, name.GetLocation()));
        }
    }

    private static void CompilerOptions(CompilationAnalysisContext context)
    {
        if (context.Compilation.Options is CSharpCompilationOptions { CheckOverflow: true })
        {
            context.ReportDiagnostic(Diagnostic.Create(NanoRules.Checked, Location.None));
        }
    }
}
