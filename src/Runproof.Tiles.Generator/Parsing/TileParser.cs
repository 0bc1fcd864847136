using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Reads tiles. What is no valid tile gives null, with the reasons.</summary>
internal static class TileParser
{
    private const string Layout = "runproof.tile/1";

    public static TileModel? Parse(IMethodSymbol method, AttributeData attribute, Compilation compilation, Refusals refusals, CancellationToken cancellation) =>
        Parse(method, attribute, compilation, refusals, isChecked: false, cancellation);

    /// <summary>Says why a method is no tile, without reading what it reaches.</summary>
    public static void Check(IMethodSymbol method, AttributeData attribute, Compilation compilation, Refusals refusals, CancellationToken cancellation) =>
        Parse(method, attribute, compilation, refusals, isChecked: true, cancellation);

    private static TileModel? Parse(IMethodSymbol method, AttributeData attribute, Compilation compilation, Refusals refusals, bool isChecked, CancellationToken cancellation)
    {
        HostClass.Check(method, "Unit", refusals);
        var declaration = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<MethodDeclarationSyntax>();
        CheckLimits(attribute, method, refusals);
        if (HostClass.Attribute(method, Names.SequenceAttribute) is not null)
            refusals.Add(Rules.TileAndSequence, Refusals.At(method), method.Name);
        if (declaration?.Body is { } body && body.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(node => node is YieldStatementSyntax))
            refusals.Add(Rules.NoPlainReturn, Refusals.At(method), method.Name, "an iterator");

        // Neither a type parameter nor what is returned too early has a type to read.
        if (refusals.All.Any(refusal => refusal.Rule is Rules.Generic or Rules.NoPlainReturn))
            return null;
        string assembly = HostClass.GeneratedNamespace(compilation);
        var types = new TypeParser(assembly, compilation);
        ITypeSymbol result = Unwrap(method.ReturnType, Names.Result, out bool canFail);
        result = Unwrap(result, Names.Fold, out bool canBreak);
        Location returns = declaration?.ReturnType.GetLocation() ?? Refusals.At(method);
        if ((canBreak || canFail) && (IsA(result, Names.Result) || IsA(result, Names.Fold)))
        {
            refusals.Add(Rules.NestedResult, returns, method.Name, Short(method.ReturnType));
            return null;
        }

        TypeUse? resultUse = types.Parse(result, returns, refusals);
        var parameters = new List<ParameterModel>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None || parameter.IsParams)
                refusals.Add(Rules.ParameterKind, Refusals.At(parameter), parameter.Name, method.Name, parameter.IsParams ? "params" : parameter.RefKind.ToString().ToLowerInvariant());
            if (types.Parse(parameter.Type, LocationOf(parameter), refusals) is { } type)
                parameters.Add(new ParameterModel(parameter.Name, type));
        }

        if (!refusals.IsEmpty || resultUse is null)
            return null;
        SourceCollector source = isChecked ? SourceCollector.Nothing : SourceCollector.Collect(method, compilation, cancellation);
        var model = new TileModel(
            assembly,
            HostClass.NamespaceOf(method),
            method.ContainingType.Name,
            method.Name,
            HostClass.Value(attribute, "Description", ""),
            HostClass.Value(attribute, "EstimatedCycles", 0L),
            HostClass.Value(attribute, "MaxMemory", 0L),
            new([.. parameters]),
            resultUse,
            canFail,
            canBreak,
            source.Source,
            string.Join(";", source.Packages.Prepend(Layout)),
            types.Codecs);

        // What may end a fold is of use in folds only.
        if (!canBreak || model.CanFold)
            return model;
        refusals.Add(Rules.FoldShape, Refusals.At(method), method.Name, Short(result));
        return null;
    }

    /// <summary>Whether a method may be the tile of a fold: it takes an item that has bytes, then the state that it gives.</summary>
    public static bool CanFold(IMethodSymbol method, Compilation compilation)
    {
        if (method.Parameters.Length < 2)
            return false;
        var types = new TypeParser("", compilation);
        ITypeSymbol state = Unwrap(Unwrap(method.ReturnType, Names.Result, out _), Names.Fold, out _);
        return types.Parse(method.Parameters[0].Type) is { MinSize: > 0 } && types.Parse(state) is { } given && types.Parse(method.Parameters[1].Type) is { } taken
            && given.Schema == taken.Schema && given.Display == taken.Display;
    }

    /// <summary>Whether a method may end a fold early.</summary>
    public static bool CanBreak(IMethodSymbol method) => IsA(Unwrap(method.ReturnType, Names.Result, out _), Names.Fold);

    public static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>Where the type of a parameter stands.</summary>
    public static Location LocationOf(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax { Type: { } type } ? type.GetLocation() : Refusals.At(parameter);

    private static void CheckLimits(AttributeData attribute, IMethodSymbol method, Refusals refusals)
    {
        foreach (string name in new[] { "EstimatedCycles", "MaxMemory" })
        {
            if (HostClass.Value(attribute, name, 0L) is < 0 and var value)
                refusals.Add(Rules.NegativeLimit, attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Refusals.At(method), name, method.Name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static bool IsA(ITypeSymbol type, string wrapper) => type is INamedTypeSymbol { Arity: 1 } named && $"{named.ContainingNamespace}.{named.MetadataName}" == wrapper;

    private static ITypeSymbol Unwrap(ITypeSymbol type, string wrapper, out bool isWrapped)
    {
        isWrapped = IsA(type, wrapper);
        return isWrapped ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
    }
}
