using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Runproof.Tiles.Generator.Emitting;
using Runproof.Tiles.Generator.Models;
using Runproof.Tiles.Generator.Parsing;

namespace Runproof.Tiles.Generator;

/// <summary>
/// Makes units, codecs and the registry of tiles, and programs of sequences. What is read becomes models that compare by content; a file is written anew when its
/// model has changed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TilesGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that reads tiles.</summary>
    public const string TilesStep = "Tiles";

    /// <summary>The name of the step that reads sequences.</summary>
    public const string SequencesStep = "Sequences";

    /// <summary>The name of the step that finds the codecs that are needed.</summary>
    public const string CodecsStep = "Codecs";

    /// <summary>The name of the step that lists everything.</summary>
    public const string RegistryStep = "Registry";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<TileModel> tiles = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.TileAttribute, static (node, _) => node is MethodDeclarationSyntax, TileParser.Parse)
            .Where(static tile => tile is not null).Select(static (tile, _) => tile!).WithTrackingName(TilesStep);
        IncrementalValuesProvider<SequenceModel> sequences = context.SyntaxProvider
            .ForAttributeWithMetadataName(Names.SequenceAttribute, static (node, _) => node is MethodDeclarationSyntax, SequenceParser.Parse)
            .Where(static sequence => sequence is not null).Select(static (sequence, _) => sequence!).WithTrackingName(SequencesStep);
        var all = tiles.Collect().Combine(sequences.Collect())
            .Select(static (both, _) => (Tiles: new EquatableArray<TileModel>([.. both.Left]), Sequences: new EquatableArray<SequenceModel>([.. both.Right])));
        IncrementalValuesProvider<CodecModel> codecs = all
            .SelectMany(static (models, _) => models.Tiles.SelectMany(tile => tile.Codecs).Concat(models.Sequences.SelectMany(sequence => sequence.Codecs))
                .GroupBy(codec => codec.Name, StringComparer.Ordinal).Select(same => same.First()).OrderBy(codec => codec.Name, StringComparer.Ordinal))
            .WithTrackingName(CodecsStep);
        IncrementalValueProvider<RegistryModel?> registry = all.Select(static (models, _) => RegistryModel.Of(models.Tiles, models.Sequences)).WithTrackingName(RegistryStep);

        context.RegisterSourceOutput(tiles, TileEmitter.Emit);
        context.RegisterSourceOutput(sequences, SequenceEmitter.Emit);
        context.RegisterSourceOutput(codecs, CodecEmitter.Emit);
        context.RegisterSourceOutput(registry, static (output, model) =>
        {
            if (model is not null)
                RegistryEmitter.Emit(output, model);
        });
    }
}
