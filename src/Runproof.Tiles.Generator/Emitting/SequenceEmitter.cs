using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Emitting;

/// <summary>Writes the description of a sequence.</summary>
internal static class SequenceEmitter
{
    public static void Emit(SourceProductionContext context, SequenceModel sequence)
    {
        var code = new CodeWriter();
        if (sequence.Namespace.Length > 0)
            code.Open($"namespace {sequence.Namespace}");
        code.Open($"partial class {sequence.Class}");
        code.Line($"/// <summary>The sequence {sequence.Method} as it was understood.</summary>");
        code.Open($"public static class {sequence.Method}Sequence");
        code.Line("/// <summary>Its full name.</summary>");
        code.Line($"public const string Name = {SymbolDisplay.FormatLiteral(sequence.Name, quote: true)};");
        code.Line();
        code.Line("/// <summary>Describes it.</summary>");
        code.Open("public static void Describe(global::Runproof.Tiles.Programs.SequenceBuilder s)");
        foreach (string statement in sequence.Statements)
            code.Line(statement);
        code.Close();
        if (sequence.IsEntry)
        {
            string entry = "global::Runproof.Tiles.Units.SequenceEntry";
            code.Line();
            code.Line("/// <summary>The sequence as a program.</summary>");
            code.Line($"public static {entry} Entry {{ get; }} = new {entry}(Name, {SymbolDisplay.FormatLiteral(sequence.Description, quote: true)}, Describe, {sequence.Method});");
        }

        code.Close().Close();
        if (sequence.Namespace.Length > 0)
            code.Close();
        context.AddSource(HintName.Of($"{sequence.Name}Sequence"), code.ToString());
    }
}
