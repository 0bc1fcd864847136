using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Runproof.Tiles.Generator.Files;

/// <summary>What gives code its meaning beside the files.</summary>
/// <param name="Assembly">Name of the assembly.</param>
/// <param name="Options">The options of the compiler.</param>
/// <param name="Version">The version of the language.</param>
/// <param name="References">The assemblies that are referenced; the same ones are the same objects.</param>
internal sealed record CompilationFacts(string? Assembly, CompilationOptions Options, LanguageVersion Version, MetadataReference[] References)
{
    public static CompilationFacts Of(Compilation compilation, CancellationToken cancellation) =>
        new(compilation.AssemblyName, compilation.Options, (compilation as CSharpCompilation)?.LanguageVersion ?? LanguageVersion.Default, [.. compilation.References]);

    public bool Equals(CompilationFacts? other) =>
        other is not null && Assembly == other.Assembly && Version == other.Version && References.SequenceEqual(other.References) && Options.Equals(other.Options);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Assembly ?? "") ^ References.Length;
}
