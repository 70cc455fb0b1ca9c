// Finds out which signatures of the nano surface the firmware's sources use, by name in the source or in the code made.
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Firmware.Tests.NanoProfile;

/// <summary>
/// A signature is used when a source names it, overrides or implements it, when the compiler's output refers to it,
/// or when another used signature needs it as a type. Names are those of documentation ids.
/// </summary>
internal sealed class SurfaceUse
{
    private readonly Dictionary<string, ISymbol> _declared = [];
    private readonly HashSet<string> _used = [];
    private readonly HashSet<string> _assemblies;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    public SurfaceUse(NanoSources sources)
    {
        _assemblies = [.. sources.Signatures.Select(s => s.Assembly.Name)];
        foreach (CSharpCompilation assembly in sources.Signatures)
        {
            Declare(assembly.Assembly.GlobalNamespace);
        }

        foreach (CSharpCompilation user in sources.Firmware)
        {
            foreach (SyntaxTree tree in user.SyntaxTrees)
            {
                UseNames(user.GetSemanticModel(tree), tree);
            }

            UseReferences(NanoSources.Emit(user));
        }

        UseImplementations();
    }

    /// <summary>Every type and member of the surface.</summary>
    public IEnumerable<string> Declared => _declared.Keys.Order(System.StringComparer.Ordinal);

    /// <summary>Those that nothing uses.</summary>
    public IEnumerable<string> Unused => Declared.Where(id => !_used.Contains(id));

    private void Declare(INamespaceSymbol space)
    {
        foreach (INamedTypeSymbol type in space.GetTypeMembers())
        {
            _declared[Id(type)] = type;
            foreach (ISymbol member in type.GetMembers())
            {
                // An internal constructor offers nothing: it keeps the compiler from adding a public one.
                bool accessor = member is IMethodSymbol { AssociatedSymbol: not null };
                bool hidden = member.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private;
                if (!member.IsImplicitlyDeclared && !accessor && !hidden)
                {
                    _declared[Id(member)] = member;
                }
            }
        }

        foreach (INamespaceSymbol inner in space.GetNamespaceMembers())
        {
            Declare(inner);
        }
    }

    private static string Id(ISymbol symbol) => symbol.GetDocumentationCommentId() ?? symbol.ToDisplayString();

    private void UseNames(SemanticModel model, SyntaxTree tree)
    {
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case ExpressionSyntax or ConstructorInitializerSyntax or AttributeSyntax:
                    Use(model.GetSymbolInfo(node).Symbol);
                    break;
                case MethodDeclarationSyntax method:
                    Use(model.GetDeclaredSymbol(method)?.OverriddenMethod);
                    break;
                case TypeDeclarationSyntax declaration when model.GetDeclaredSymbol(declaration) is { } type:
                    foreach (ISymbol member in type.AllInterfaces.SelectMany(i => i.GetMembers()))
                    {
                        Use(type.FindImplementationForInterfaceMember(member) is null ? null : member);
                    }

                    break;
            }
        }
    }

    private void Use(ISymbol? symbol)
    {
        symbol = symbol is IMethodSymbol { AssociatedSymbol: { } owner } ? owner : symbol?.OriginalDefinition;
        if (symbol?.ContainingAssembly is not { } assembly
            || !_assemblies.Contains(assembly.Name)
            || !_seen.Add(symbol)
            || !_declared.TryGetValue(Id(symbol), out ISymbol? declared)
            || !_used.Add(Id(declared)))
        {
            return;
        }

        Use(declared.ContainingType);
        switch (declared)
        {
            case INamedTypeSymbol type:
                Use(type.BaseType);
                foreach (INamedTypeSymbol implemented in type.Interfaces)
                {
                    Use(implemented);
                }

                break;
            case IMethodSymbol method:
                UseType(method.ReturnType);
                UseParameters(method.Parameters);
                break;
            case IPropertySymbol property:
                UseType(property.Type);
                UseParameters(property.Parameters);
                break;
            case IFieldSymbol field:
                UseType(field.Type);
                break;
            case IEventSymbol happening:
                UseType(happening.Type);
                break;
        }
    }

    // What a used type of the surface declares because it implements an interface that is used, or can be disposed of.
    private void UseImplementations()
    {
        foreach (INamedTypeSymbol type in _declared.Values.OfType<INamedTypeSymbol>().ToArray())
        {
            if (!_used.Contains(Id(type)))
            {
                continue;
            }

            foreach (ISymbol member in type.AllInterfaces.SelectMany(i => i.GetMembers()))
            {
                if (_used.Contains(Id(member)) || Id(member) == "M:System.IDisposable.Dispose")
                {
                    Use(type.FindImplementationForInterfaceMember(member));
                }
            }

            // The language wants these two together.
            IMethodSymbol[] equality = [.. type.GetMembers().OfType<IMethodSymbol>()
                .Where(m => m.Name is "op_Equality" or "op_Inequality")];
            if (equality.Any(m => _used.Contains(Id(m))))
            {
                foreach (IMethodSymbol operation in equality)
                {
                    Use(operation);
                }
            }
        }
    }

    private void UseParameters(ImmutableArray<IParameterSymbol> parameters)
    {
        foreach (IParameterSymbol parameter in parameters)
        {
            UseType(parameter.Type);
        }
    }

    private void UseType(ITypeSymbol type) => Use(type is IArrayTypeSymbol array ? array.ElementType : type);

    private void UseReferences(byte[] image)
    {
        using var portable = new PEReader([.. image]);
        MetadataReader reader = portable.GetMetadataReader();
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            Use(_declared.GetValueOrDefault("T:" + Name(reader, handle)));
        }

        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                UseMember(Name(reader, (TypeReferenceHandle)member.Parent), reader, member);
            }
        }
    }

    private void UseMember(string type, MetadataReader reader, MemberReference member)
    {
        string name = reader.GetString(member.Name);
        BlobReader signature = reader.GetBlobReader(member.Signature);
        bool method = signature.ReadSignatureHeader().Kind == SignatureKind.Method;
        int parameters = method ? signature.ReadCompressedInteger() : 0;
        foreach (ISymbol declared in _declared.Values.ToArray())
        {
            bool same = declared switch
            {
                IMethodSymbol candidate => candidate.MetadataName == name && candidate.Parameters.Length == parameters,
                IPropertySymbol property => name == "get_" + property.MetadataName
                    || name == "set_" + property.MetadataName,
                _ => declared.MetadataName == name,
            };
            if (same && declared.ContainingType?.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat
                .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None)) == type)
            {
                Use(declared);
            }
        }
    }

    private static string Name(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        return reader.GetString(type.Namespace) + "." + reader.GetString(type.Name);
    }
}
