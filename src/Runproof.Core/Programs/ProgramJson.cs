using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Runproof.Core.Schemas;

namespace Runproof.Core.Programs;

/// <summary>A program as JSON, for people and tools to look at. It is a view: a program is read from its canonical bytes alone.</summary>
public static class ProgramJson
{
    /// <summary>The name and version of the document.</summary>
    public const string Format = "runproof.program/1";

    /// <summary>Writes the view.</summary>
    /// <param name="program">The program.</param>
    public static string Write(Program program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("digest", program.Digest.ToString());
            json.WriteStartArray("sequences");
            foreach (ProgramSequence sequence in program.Callees.Prepend(program.Entry))
                Write(json, program, sequence);
            json.WriteEndArray();
            json.WriteStartArray("constants");
            foreach (ProgramConstant constant in program.Constants)
                Write(json, constant);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes named places with their types, as an array.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The key.</param>
    /// <param name="ports">The places.</param>
    public static void WritePorts(Utf8JsonWriter json, string name, ImmutableArray<Port> ports)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartArray(name);
        foreach (Port port in ports)
        {
            json.WriteStartObject();
            json.WriteString("name", port.Name);
            json.WriteString("type", port.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Program program, ProgramSequence sequence)
    {
        json.WriteStartObject();
        json.WriteString("name", sequence.Name);
        WritePorts(json, "inputs", sequence.Inputs);
        json.WriteStartArray("steps");
        foreach (ProgramStep step in sequence.Steps)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Name);
            json.WriteString("kind", step.Kind switch { UnitKind.Tile => "tile", UnitKind.Slice => "slice", _ => "sequence" });
            json.WriteString(step.Callee is null ? "unit" : "calls", step.Callee is { } callee ? program.Callees[(int)callee].Name : step.Unit.Digest.ToString());
            json.WriteStartArray("takes");
            foreach (Binding binding in step.Inputs)
                json.WriteStringValue(Text(binding, program, sequence));
            json.WriteEndArray();
            if (!step.Parameters.IsEmpty)
                WritePorts(json, "parameters", step.Parameters);
            WritePorts(json, "gives", step.Outputs);
            if (step.Fold is { } fold)
                Write(json, fold);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("returns");
        foreach (ProgramOutput output in sequence.Outputs)
            json.WriteString(output.Name, Text(output.Source, program, sequence));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FoldShape fold)
    {
        json.WriteStartObject("fold");
        json.WriteNumber("chunk", fold.Chunk);
        json.WriteNumber("bound", fold.Bound);
        json.WriteBoolean("breaks", fold.CanBreak);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProgramConstant constant)
    {
        json.WriteStartObject();
        json.WriteString("type", constant.Type);
        json.WritePropertyName("value");
        if (ValueJson.TryWrite(Schema.Parse(constant.Type), constant.Value.Span, out string? value, out _))
            json.WriteRawValue(value, skipInputValidation: true);
        else
            throw new InvalidOperationException("A program's constants are values of their types.");
        json.WriteEndObject();
    }

    private static string Text(Binding binding, Program program, ProgramSequence sequence)
    {
        string whole = binding.Step is { } step ? sequence.Steps[(int)step].Name
            : binding.IsConstant ? $"constant {binding.Port}"
            : $"input {sequence.Inputs[(int)binding.Port].Name}";
        return binding.Part is { } part ? whole + Path(part, TypeRules.WholeTypeOf(binding, sequence, program.Constants)) : whole;
    }

    // With the names of fields, where the type has them.
    private static string Path(Selection part, string type)
    {
        Schema? schema = Schema.Parse(type);
        var text = new System.Text.StringBuilder();
        foreach (Selector selector in part.Path)
        {
            bool isField = selector.Kind == SelectorKind.Member && schema!.Kind == SchemaKind.Struct;
            text.Append(isField ? $".{schema!.Members[(int)selector.Start].Name}" : new Selection([selector]).ToString());
            new Selection([selector]).TryApply(schema!, out schema);
        }

        return text.ToString();
    }
}
