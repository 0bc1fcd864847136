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
    public static bool Takes(IMethodSymbol method)
    {
        var refusals = new Refusals();
        Check(method, "Unit", refusals);
        return refusals.IsEmpty;
    }

    /// <summary>Says why generated members cannot stand beside a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="generated">What follows its name in the name of what is generated.</param>
    /// <param name="refusals">Takes the reasons.</param>
    public static void Check(IMethodSymbol method, string generated, Refusals refusals)
    {
        Location at = Refusals.At(method);
        if (!method.IsStatic || method.MethodKind != MethodKind.Ordinary)
        {
            refusals.Add(Rules.OrdinaryStatic, at, method.Name);
            return;
        }

        INamedTypeSymbol type = method.ContainingType;
        if (method.IsGenericMethod)
            refusals.Add(Rules.Generic, at, method.Name);
        if (method.IsAsync || method.ReturnsByRef || method.ReturnsByRefReadonly)
            refusals.Add(Rules.NoPlainReturn, at, method.Name, method.IsAsync ? "async" : "a method that returns a reference");
        if (WhatClassLacks(type) is { } lack)
            refusals.Add(Rules.StaticPartialClass, at, type.Name, method.Name, lack);
        if (type.GetMembers(method.Name).Length != 1)
            refusals.Add(Rules.Overloaded, at, method.Name, type.Name);
        if (type.GetMembers(method.Name + generated).Any(IsWritten))
            refusals.Add(Rules.NameTaken, at, method.Name, type.Name, method.Name + generated);
    }

    public static string NamespaceOf(IMethodSymbol method) =>
        method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString();

    /// <summary>Whether the method has an attribute, and with which values.</summary>
    public static AttributeData? Attribute(IMethodSymbol method, string name) =>
        method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    public static T Value<T>(AttributeData attribute, string name, T absent) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value is T value ? value : absent;

    // The analyzers see what was generated, too.
    private static bool IsWritten(ISymbol member) => !member.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));

    private static string? WhatClassLacks(INamedTypeSymbol type)
    {
        if (type.ContainingType is not null)
            return "is nested";
        if (type.IsGenericType)
            return "is generic";
        if (!type.IsStatic)
            return "is not static";
        bool isPartial = type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(modifier => modifier.ValueText == "partial"));
        return isPartial ? null : "is not partial";
    }
}
