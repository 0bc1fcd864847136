using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Runproof.Tiles.Generator.Emitting;

namespace Runproof.Tiles.Generator.Tests.Generating;

/// <summary>Code that is compiled with the generator, and edited.</summary>
internal sealed class Compiled
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp13);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" || name is "Runproof.Core.dll" or "Runproof.Tiles.dll" or "xunit.v3.assert.dll" or "xunit.v3.core.dll" or "xunit.v3.common.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Some.Assembly", [], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new TilesGenerator().AsSourceGenerator()],
        parseOptions: Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private Compilation _compilation;

    public Compiled(params string[] sources) => _compilation = Empty.AddSyntaxTrees(sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, Options, $"File{i}.cs")));

    public Compiled(OptimizationLevel level, params string[] sources)
        : this(sources) => _compilation = _compilation.WithOptions(_compilation.Options.WithOptimizationLevel(level));

    /// <summary>The same kind of project for an editor.</summary>
    public static ProjectInfo ProjectOf(string name) => ProjectInfo.Create(
        ProjectId.CreateNewId(), VersionStamp.Default, name, name, LanguageNames.CSharp, compilationOptions: Empty.Options, parseOptions: Options, metadataReferences: References);

    public Compilation Output { get; private set; } = null!;

    public static string File(string members, string more = "") => $$"""
        using System;
        using System.Collections.Generic;
        using Runproof.Tiles;

        namespace Shop;

        public static partial class Tiles
        {
            {{members}}
        }

        {{more}}
        """;

    public GeneratorRunResult Run()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out Compilation output, out _);
        Output = output;
        return _driver.GetRunResult().Results.Single();
    }

    public void Edit(int file, string source)
    {
        SyntaxTree before = _compilation.SyntaxTrees.ElementAt(file);
        _compilation = _compilation.ReplaceSyntaxTree(before, CSharpSyntaxTree.ParseText(source, Options, before.FilePath));
    }

    public void Add(string source) => _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, Options, "Added.cs"));

    /// <summary>The text of a generated file.</summary>
    public string Generated(string name) => Run().GeneratedSources.Single(source => source.HintName == HintName.Of(name)).SourceText.ToString();

    /// <summary>The value of a property that is written as a string literal in a generated file.</summary>
    public string Property(string file, string name)
    {
        string line = Generated(file).Split('\n').First(text => text.TrimStart().StartsWith($"{name} = ", StringComparison.Ordinal));
        return line.TrimStart()[$"{name} = ".Length..].TrimEnd(',');
    }
}
