using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Runproof.Tiles.Generator.Emitting;
using Runproof.Tiles.Generator.Files;
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
    /// <summary>The name of the step that reads files by their syntax.</summary>
    public const string FilesStep = "Files";

    /// <summary>The name of the step that reads the tiles and sequences of a file.</summary>
    public const string ReadStep = "Read";

    /// <summary>The name of the step that lists tiles.</summary>
    public const string TilesStep = "Tiles";

    /// <summary>The name of the step that lists sequences.</summary>
    public const string SequencesStep = "Sequences";

    /// <summary>The name of the step that finds the codecs that are needed.</summary>
    public const string CodecsStep = "Codecs";

    /// <summary>The name of the step that lists everything.</summary>
    public const string RegistryStep = "Registry";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // A file is read by its syntax when it has changed; with what it means, when a file has changed that may decide what its tiles are.
        var files = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is CompilationUnitSyntax, static (file, _) => (CompilationUnitSyntax)file.Node)
            .Select(FileReader.Read).WithTrackingName(FilesStep);
        var facts = context.CompilationProvider.Select(CompilationFacts.Of).Combine(context.CompilationProvider);
        IncrementalValuesProvider<FileTilesModel> read = files.Collect().Select(static (all, cancellation) => FileGraph.Find(all, cancellation)).Combine(facts)
            .SelectMany(static (all, _) => all.Left.Select(file => new TileFileInput(file, all.Right.Left, all.Right.Right)))
            .Select(FileParser.Parse).WithTrackingName(ReadStep);
        IncrementalValuesProvider<TileModel> tiles = read.SelectMany(static (file, _) => file.Tiles).WithTrackingName(TilesStep);
        IncrementalValuesProvider<SequenceModel> sequences = read.SelectMany(static (file, _) => file.Sequences).WithTrackingName(SequencesStep);
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
