using System.Diagnostics.CodeAnalysis;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Slicing;

/// <summary>
/// Cuts a model into slices: contiguous runs of its nodes in topological order. Without named cuts there is one slice per layer group,
/// that is a convolution, matrix product, recurrence or attention with what follows it up to the next.
/// </summary>
public sealed class ModelSlicer
{
    private const int FreeCopies = 10_000;
    private const int CopiesPerNode = 16;

    private readonly OnnxModel _model;
    private readonly Func<string, TensorType?> _types;
    private readonly Dataflow _flow;

    private ModelSlicer(OnnxModel model, Func<string, TensorType?> types)
    {
        _model = model;
        _types = types;
        _flow = new Dataflow(model.Graph, types);
    }

    /// <summary>Plans the slices of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="types">The type of each value; null where it is not known or not a tensor.</param>
    /// <param name="options">Where to cut.</param>
    /// <param name="plan">The slices; null after an error.</param>
    /// <param name="error">Why the model cannot be cut so; null on success.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit in the options is below 1.</exception>
    public static bool TryPlan(
        OnnxModel model,
        Func<string, TensorType?> types,
        SliceOptions options,
        [NotNullWhen(true)] out SlicePlan? plan,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxCrossings, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxParameters ?? 1, 1, nameof(options));
        plan = null;
        error = Refuse(model, types);
        if (error is not null)
            return false;
        var slicer = new ModelSlicer(model, types);
        if (slicer.TryCut(options, out var cuts, out error))
            plan = slicer.Build(cuts, out error);
        return plan is not null;
    }

    private static Diagnostic? Refuse(OnnxModel model, Func<string, TensorType?> types)
    {
        if (model.Graph.Nodes.IsEmpty)
            return Fail(model, SliceErrors.Empty, "the graph has no nodes, so there is nothing to run", "a model that computes something");
        if (Nondeterminism.Find(model) is { } random)
            return Fail(model, SliceErrors.Nondeterministic, $"{random} draws random numbers, so that a run cannot be repeated", "exporting the model for inference");
        foreach (var (role, info) in model.Graph.Inputs.Select(info => ("input", info)).Concat(model.Graph.Outputs.Select(info => ("output", info))))
        {
            var kind = info.OtherKind is { } other ? $"a value of the kind {other}"
                : (info.Tensor ?? types(info.Name))?.Element == ElementType.String ? "a tensor of strings"
                : role == "input" && !Dataflow.IsCarried(info.Tensor ?? types(info.Name)) ? "a value of unknown type"
                : null;
            if (kind is not null)
                return Fail(model, SliceErrors.NotTensor, $"the {role} '{info.Name}' is {kind}, and slices pass tensors of numbers only", "a model whose inputs and outputs are tensors of numbers");
        }

        return null;
    }

    private bool TryCut(SliceOptions options, out List<int> cuts, out Diagnostic? error)
    {
        error = null;
        if (!options.Cuts.IsDefaultOrEmpty)
        {
            if (!TryNamedCuts(options.Cuts, out cuts, out error))
                return false;
        }
        else
        {
            cuts = CutPlanner.WithOutputs(_flow, CutPlanner.ByLayer(_flow, options.MaxCrossings));
        }

        if (options.MaxParameters is not { } limit)
            return true;
        if (CutPlanner.ByParameters(_flow, _model.Graph, cuts, limit, options.MaxCrossings) is { } finer)
        {
            cuts = CutPlanner.WithOutputs(_flow, finer);
            return true;
        }

        error = Fail(_model, SliceErrors.TooManyCopies, $"slices of at most {limit} parameters would share too many nodes that depend on constants only", "a higher limit");
        return false;
    }

    private bool TryNamedCuts(IEnumerable<string> names, out List<int> cuts, out Diagnostic? error)
    {
        var nodes = _model.Graph.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var positions = _flow.Nodes.Select((node, position) => (node, position)).ToDictionary(pair => pair.node.Name, pair => pair.position, StringComparer.Ordinal);
        cuts = [];
        error = null;
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if (!nodes.ContainsKey(name))
                error = Fail(_model, SliceErrors.UnknownNode, $"the model has no node '{name}' to cut after", "a name that 'runproof analyze' lists");
            else if (!positions.TryGetValue(name, out var position))
                error = Forbid(name, "it depends on constants only and travels with the nodes that read it");
            else if (position == _flow.Nodes.Count - 1)
                error = Forbid(name, "it is the last node");
            else if (!_flow.IsAllowed(position + 1))
                error = Forbid(name, $"'{_flow.Obstacle(position + 1)}', which is read later, is not a tensor of numbers whose type is known");
            else
                cuts.Add(position + 1);
            if (error is not null)
                return false;
        }

        cuts.Sort();
        var kept = CutPlanner.WithOutputs(_flow, cuts);
        if (kept.Count == cuts.Count)
            return true;
        error = Forbid(_flow.Nodes[cuts.Except(kept).First() - 1].Name, "a slice beside it would return nothing that is needed");
        return false;
    }

    private SlicePlan? Build(List<int> cuts, out Diagnostic? error)
    {
        var builder = new SliceBuilder(_model.Graph, _flow, _types, cuts);
        var slices = new List<Slice>();
        long copies = 0;
        for (var index = 0; index <= cuts.Count; index++)
        {
            var slice = builder.Build(index);
            slices.Add(slice);
            copies += slice.Nodes.Length;
            if (copies > ((long)CopiesPerNode * _model.Graph.Nodes.Length) + FreeCopies)
            {
                error = Fail(_model, SliceErrors.TooManyCopies, $"slices 0 to {index} already hold {copies} nodes of a model that has {_model.Graph.Nodes.Length}, since they share nodes that depend on constants only", "fewer slices, named with --cut");
                return null;
            }
        }

        error = null;
        return new SlicePlan
        {
            Slices = [.. slices],
            Outputs = [.. _model.Graph.Outputs.Select(output => new SliceSource(output.Name, builder.SliceOf(output.Name) ?? cuts.Count))],
        };
    }

    private Diagnostic Forbid(string node, string why) =>
        Fail(_model, SliceErrors.CutForbidden, $"the model cannot be cut after '{node}': {why}", "another node");

    private static Diagnostic Fail(OnnxModel model, ErrorCode code, string message, string hint) =>
        new(code, Phase.Slice, model.Subject, message, hint);
}
