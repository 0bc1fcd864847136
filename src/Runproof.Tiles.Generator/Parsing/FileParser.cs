using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Runproof.Tiles.Generator.Files;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Reads the tiles and sequences of a file.</summary>
internal static class FileParser
{
    public static FileTilesModel Parse(TileFileInput input, CancellationToken cancellation)
    {
        Compilation compilation = input.Compilation;
        SyntaxTree tree = compilation.SyntaxTrees.ElementAt(input.Position);
        SemanticModel semantics = compilation.GetSemanticModel(tree);
        var tiles = new List<TileModel>();
        var sequences = new List<SequenceModel>();
        IEnumerable<MethodDeclarationSyntax> methods = tree.GetRoot(cancellation)
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MethodDeclarationSyntax>();
        foreach (MethodDeclarationSyntax declaration in methods.Where(method => method.AttributeLists.Count > 0))
        {
            cancellation.ThrowIfCancellationRequested();
            if (semantics.GetDeclaredSymbol(declaration, cancellation) is not IMethodSymbol method)
                continue;
            if (Own(method, Names.TileAttribute, declaration) is { } tile && TileParser.Parse(method, tile, compilation, new Refusals(), cancellation) is { } tileModel)
                tiles.Add(tileModel);
            if (Own(method, Names.SequenceAttribute, declaration) is { } sequence
                && SequenceParser.Parse(method, sequence, semantics.GetOperation(declaration, cancellation), compilation, new Refusals()) is { } sequenceModel)
                sequences.Add(sequenceModel);
        }

        return new FileTilesModel(new([.. tiles]), new([.. sequences]));
    }

    // The parts of a partial method share their attributes.
    private static AttributeData? Own(IMethodSymbol method, string name, MethodDeclarationSyntax declaration) =>
        HostClass.Attribute(method, name) is { ApplicationSyntaxReference: { } place } attribute && place.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(place.Span) ? attribute : null;
}
