// Refuses static initialisation that leans on another type's: the interpreter runs it in its own order.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nano.Analyzers;

/// <summary>
/// The rule on static initialisation, NANO027. It looks one call deep: at what an initialiser or static constructor
/// names, not at what the methods that it calls go on to use.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticOrderAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(NanoRules.StaticOrder);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(
            GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterOperationAction(Use, OperationKind.FieldReference, OperationKind.PropertyReference,
            OperationKind.Invocation, OperationKind.ObjectCreation);
    }

    private static void Use(OperationAnalysisContext context)
    {
        if (!RunsAtStart(context.ContainingSymbol) || IsLater(context.Operation))
        {
            return;
        }

        ISymbol? used = context.Operation switch
        {
            IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } => field,
            IPropertyReferenceOperation { Property.IsStatic: true } reference => reference.Property,
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        INamedTypeSymbol? owner = used?.ContainingType;
        if (owner is not null && owner.StaticConstructors.Length > 0
            && !SymbolEqualityComparer.Default.Equals(owner, context.ContainingSymbol.ContainingType)
            && SymbolEqualityComparer.Default.Equals(owner.ContainingAssembly, context.Compilation.Assembly))
        {
            context.ReportDiagnostic(
                Diagnostic.Create(NanoRules.StaticOrder, context.Operation.Syntax.GetLocation(), owner.Name));
        }
    }

    private static bool RunsAtStart(ISymbol symbol) => symbol switch
    {
        IFieldSymbol or IPropertySymbol => symbol.IsStatic,
        IMethodSymbol method => method.MethodKind == MethodKind.StaticConstructor,
        _ => false,
    };

    private static bool IsLater(IOperation operation)
    {
        for (IOperation? around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
