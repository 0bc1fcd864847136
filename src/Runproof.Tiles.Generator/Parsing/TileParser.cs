using Microsoft.CodeAnalysis;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Reads tiles. What is no valid tile gives null: the analyzers say why.</summary>
internal static class TileParser
{
    private const string Layout = "runproof.tile/1";

    public static TileModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        Compilation compilation = context.SemanticModel.Compilation;
        if (!HostClass.Takes(method) || method.IsAsync || method.ReturnsByRef || method.ReturnsByRefReadonly || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.IsParams))
            return null;
        string assembly = HostClass.GeneratedNamespace(compilation);
        var types = new TypeParser(assembly, compilation);
        ITypeSymbol result = Unwrap(method.ReturnType, Names.Result, out bool canFail);
        result = Unwrap(result, Names.Fold, out bool canBreak);
        TypeUse? resultUse = types.Parse(result);
        TypeUse?[] parameters = [.. method.Parameters.Select(parameter => types.Parse(parameter.Type))];
        if (resultUse is null || parameters.Contains(null))
            return null;
        var source = new SourceCollector(compilation);
        source.Collect(method, cancellation);
        AttributeData attribute = context.Attributes[0];
        var model = new TileModel(
            assembly,
            HostClass.NamespaceOf(method),
            method.ContainingType.Name,
            method.Name,
            HostClass.Value(attribute, "Description", ""),
            HostClass.Value(attribute, "EstimatedCycles", 0L),
            HostClass.Value(attribute, "MaxMemory", 0L),
            new([.. method.Parameters.Select((parameter, i) => new ParameterModel(parameter.Name, parameters[i]!))]),
            resultUse,
            canFail,
            canBreak,
            source.Source,
            string.Join(";", source.Packages.Prepend(Layout)),
            types.Codecs);

        // What may end a fold is of use in folds only.
        return canBreak && !model.CanFold ? null : model;
    }

    private static ITypeSymbol Unwrap(ITypeSymbol type, string wrapper, out bool isWrapped)
    {
        isWrapped = type is INamedTypeSymbol { Arity: 1 } named && $"{named.ContainingNamespace}.{named.MetadataName}" == wrapper;
        return isWrapped ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
    }
}
