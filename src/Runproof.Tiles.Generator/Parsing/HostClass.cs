using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>What is asked of the class that holds tiles and sequences.</summary>
internal static class HostClass
{
    /// <summary>The namespace of everything that is generated for an assembly beside its classes.</summary>
    public static string GeneratedNamespace(Compilation compilation) =>
        "Runproof.Generated." + new string([.. (compilation.AssemblyName ?? "Assembly").Select(c => char.IsLetterOrDigit(c) ? c : '_')]);

    /// <summary>Whether generated members can stand beside a method.</summary>
    public static bool Takes(IMethodSymbol method) =>
        method is { IsStatic: true, IsGenericMethod: false, MethodKind: MethodKind.Ordinary }
        && method.ContainingType is { IsStatic: true, IsGenericType: false, ContainingType: null } type
        && type.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(modifier => modifier.ValueText == "partial"))
        && type.GetMembers(method.Name).Length == 1;

    public static string NamespaceOf(IMethodSymbol method) =>
        method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString();

    /// <summary>Whether the method has an attribute, and with which values.</summary>
    public static AttributeData? Attribute(IMethodSymbol method, string name) =>
        method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    public static T Value<T>(AttributeData attribute, string name, T absent) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value is T value ? value : absent;
}
