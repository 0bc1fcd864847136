using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Runs.Compiling;
using Runproof.Runs.Store;

namespace Runproof.Cli.Verbs;

/// <summary><c>inspect FILE</c>: what a model file, a trace, a receipt or a circuit is.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "An ONNX model, a trace file, a run folder, a receipt, or a compiled circuit" };

    /// <summary>Declares the arguments.</summary>
    public InspectVerb()
        : base("inspect", "Tell what a file is: its metadata, its contents and its problems")
    {
        Add(_file);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("inspect samples/models/net/model.onnx", "what the model is made of"),
        ("inspect runs/20260101-120000-abcdef --json", "what a recorded run holds, for a program"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var file = arguments.GetRequiredValue(_file);
        if (TraceAt(file) is { } path)
        {
            if (!TraceFile.TryRead(path, out var trace, out var problem))
                throw new RunproofException(problem);
            if (output.IsJson)
                output.Json("runproof.inspect.trace/1", json => TraceInspection.WriteJson(json, path, trace));
            else
                TraceInspection.WriteText(output, path, trace);
            return Task.FromResult(0);
        }

        if (ReceiptTarget.IsReceipt(file))
        {
            var receipt = ReceiptTarget.Read(arguments, file, new(null), cancellationToken);
            if (output.IsJson)
                output.Json("runproof.inspect.receipt/1", json => ReceiptInspection.WriteJson(json, receipt));
            else
                ReceiptInspection.WriteText(output, receipt);
            return Task.FromResult(0);
        }

        if (CircuitOutline.IsCircuit(file))
        {
            if (!CircuitOutline.TryRead(file, out var circuit, out var malformed))
                throw new RunproofException(malformed);
            if (output.IsJson)
                output.Json("runproof.inspect.circuit/1", json => CircuitInspection.WriteJson(json, file, circuit));
            else
                CircuitInspection.WriteText(output, file, circuit);
            return Task.FromResult(0);
        }

        if (!OnnxModel.TryRead(file, out var model, out var error, cancellationToken))
            throw new RunproofException(error);

        var operators = model.Graph.Nodes
            .CountBy(node => node.IsStandard ? node.OpType : $"{node.Domain}:{node.OpType}")
            .OrderByDescending(op => op.Value)
            .ThenBy(op => op.Key, StringComparer.Ordinal)
            .ToArray();
        if (output.IsJson)
            output.Json("runproof.inspect/1", json => WriteJson(json, model, operators));
        else
            WriteText(output, model, operators);
        return Task.FromResult(0);
    }

    /// <summary>The path of the trace that a file or a run folder is; null for anything else.</summary>
    private static string? TraceAt(string path)
    {
        if (Directory.Exists(path))
            return Path.Combine(path, "trace") is var inside && File.Exists(inside) ? inside : null;
        if (!File.Exists(path))
            return null;
        Span<byte> start = stackalloc byte[TraceFormat.Magic.Length];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(TraceFormat.Magic) ? path : null;
    }

    private static void WriteJson(Utf8JsonWriter json, OnnxModel model, KeyValuePair<string, int>[] operators)
    {
        json.WriteString("file", model.Subject);
        json.WriteString("format", "onnx");
        json.WriteNumber("size", model.Bytes.Length);
        json.WriteString("sha256", Sha256(model));
        json.WriteNumber("irVersion", model.IrVersion);
        json.WriteStartObject("opsets");
        foreach (var (domain, version) in model.Opsets.OrderBy(opset => opset.Key, StringComparer.Ordinal))
            json.WriteNumber(OpsetName(domain), version);
        json.WriteEndObject();
        json.WriteString("producer", model.Producer);
        WriteValues(json, "inputs", model.Graph.Inputs);
        WriteValues(json, "outputs", model.Graph.Outputs);
        json.WriteNumber("nodes", model.Graph.Nodes.Length);
        json.WriteStartObject("operators");
        foreach (var (name, count) in operators)
            json.WriteNumber(name, count);
        json.WriteEndObject();
        json.WriteNumber("constants", model.Graph.Initializers.Count);
        json.WriteNumber("parameters", Parameters(model.Graph));
        json.WriteStrings("functions", model.FunctionNames);
        json.WriteStrings("externalFiles", model.ExternalFiles);
        json.WriteStrings("problems", Problems(model));
    }

    private static void WriteText(Output output, OnnxModel model, KeyValuePair<string, int>[] operators)
    {
        var facts = new TextTable("", "");
        facts.Add("file", model.Subject);
        facts.Add("format", $"ONNX, IR version {model.IrVersion}");
        facts.Add("size", $"{model.Bytes.Length:N0} bytes");
        facts.Add("sha-256", Sha256(model));
        foreach (var (domain, version) in model.Opsets.OrderBy(opset => opset.Key, StringComparer.Ordinal))
            facts.Add("opset", $"{OpsetName(domain)} {version}");
        facts.Add("producer", model.Producer.Length == 0 ? "not stated" : model.Producer);
        foreach (var value in model.Graph.Inputs)
            facts.Add("input", $"{value.Name} {TypeOf(value)}");
        foreach (var value in model.Graph.Outputs)
            facts.Add("output", $"{value.Name} {TypeOf(value)}");
        facts.Add("nodes", $"{model.Graph.Nodes.Length:N0}");
        facts.Add("constants", $"{model.Graph.Initializers.Count:N0}");
        facts.Add("parameters", $"{Parameters(model.Graph):N0}");
        foreach (var name in model.FunctionNames)
            facts.Add("function", name);
        foreach (var name in model.ExternalFiles)
            facts.Add("external data", name);
        foreach (var problem in Problems(model))
            facts.Add("problem", problem);
        facts.WriteTo(output);

        output.Text.WriteLine();
        var table = new TextTable("operator", ">nodes");
        foreach (var (name, count) in operators)
            table.Add(name, $"{count:N0}");
        table.WriteTo(output);
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<OnnxValueInfo> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name);
            json.WriteString("type", TypeOf(value));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What does not hinder reading the model, but may hinder running it.</summary>
    private static IEnumerable<string> Problems(OnnxModel model)
    {
        foreach (var input in model.Graph.Inputs)
        {
            if (input.Tensor is null)
                yield return $"input {input.Name} is {TypeOf(input)}, and only tensors can be supplied";
            else if (!input.Tensor.IsStatic)
                yield return $"input {input.Name} has the type {input.Tensor}, which leaves something to the caller";
        }

        foreach (var domain in model.Graph.Nodes.Where(node => !node.IsStandard).Select(node => node.Domain).Distinct().Order(StringComparer.Ordinal))
            yield return $"operators of {domain} are not ONNX's own";
    }

    private static string Sha256(OnnxModel model) => Convert.ToHexStringLower(SHA256.HashData(model.Bytes.Span));

    private static string OpsetName(string domain) => domain.Length == 0 ? "ai.onnx" : domain;

    private static string TypeOf(OnnxValueInfo value) => value.Tensor?.ToString() ?? value.OtherKind ?? "undeclared";

    /// <summary>Elements of the constants that are weights; saturates, because a hostile model may declare more than exist.</summary>
    private static long Parameters(OnnxGraph graph)
    {
        var total = UInt128.Zero;
        foreach (var constant in graph.Initializers.Values.Where(constant => constant.IsParameter))
            total += (UInt128)constant.ElementCount;
        return (long)UInt128.Min(total, long.MaxValue);
    }
}
