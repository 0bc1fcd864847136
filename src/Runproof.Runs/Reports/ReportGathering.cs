using System.Collections.Immutable;
using System.Globalization;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Models.Tensors;
using Runproof.Runs.Claims;
using Runproof.Runs.Results;

namespace Runproof.Runs.Reports;

/// <summary>Gathers a report from a trace. The trace may be hostile: nothing here relies on its records fitting its program.</summary>
internal sealed class ReportGathering(Trace trace, RunVerdict verdict)
{
    private const int MostFirst = 4;

    private readonly Program _program = trace.Program;
    private readonly ReportNotes _notes = ReportNotes.Read(trace.Notes);
    private readonly Dictionary<Digest, Tensor?> _tensors = [];

    public RunReport Gather()
    {
        var steps = _program.Steps.Select(StepAt).ToImmutableArray();
        var outputs = trace.Claim is { } claim && claim.Outputs.Length == _program.Outputs.Length
            ? _program.Outputs.Select((output, i) => Value(output.Name, TypeOf(output.Source), claim.Outputs[i])).ToImmutableArray()
            : [];
        var logits = outputs is [{ Digest: { } first }, ..] && Find(first) is { } tensor ? Classification.Logits(tensor) : [];
        return new RunReport
        {
            RunId = trace.Header.RunId,
            Target = trace.Header.Target,
            Producer = trace.Header.Producer,
            StartedAt = RunReport.Timestamp(trace.Header.StartedAt),
            Mode = trace.Header.Mode,
            Outcome = trace.Claim?.Outcome ?? StepOutcome.NotRun,
            Program = _program.Digest,
            Weights = ProgramWeights.Of(_program),
            Claim = trace.Claim?.Digest,
            Steps = steps,
            Edges = [.. Edges()],
            Inputs = [.. _program.Inputs.Select((port, i) => Value(port.Name, port.Type, InputAt(i)))],
            Outputs = outputs,
            Logits = logits,
            Probabilities = Classification.Softmax(logits.AsSpan()),
            PredictedClass = Classification.Argmax(logits.AsSpan()),
            Infer = _notes.Infer,
            OnnxRuntime = _notes.OnnxRuntime,
            Total = _notes.Total,
            Error = _notes.Error,
            OutputFidelity = steps.All(step => step.Backend == Backend.Circuit) ? _notes.OutputFidelity : null,
            Verdict = verdict,
        };
    }

    private ReportStep StepAt(ProgramStep step, int position)
    {
        var record = position < trace.Steps.Length ? trace.Steps[position] : null;
        return new ReportStep(
            step.Name,
            record?.Backend,
            record?.Outcome ?? StepOutcome.NotRun,
            record is null ? Assurance.None : verdict.AssuranceOf(position),
            position < _notes.Fallbacks.Length ? _notes.Fallbacks[position] : null,
            position < _notes.Times.Length ? _notes.Times[position] : null,
            record?.Metering.Macs,
            step.Unit.Digest,
            step.Unit.Artifact,
            [.. step.Inputs.Select((binding, i) => Value(PortOf(binding).Name, TypeOf(binding), At(record?.Inputs, i)))],
            [.. step.Outputs.Select((port, i) => Value(port.Name, port.Type, At(record?.Outputs, i)))])
        {
            Fidelity = record?.Backend == Backend.Circuit && position < _notes.Fidelities.Length ? _notes.Fidelities[position] : null,
        };
    }

    private IEnumerable<ReportEdge> Edges()
    {
        for (var to = 0; to < _program.Steps.Length; to++)
        {
            foreach (var binding in _program.Steps[to].Inputs)
                yield return new ReportEdge((int?)binding.Step, to, RecordedType(binding));
        }

        foreach (var output in _program.Outputs)
            yield return new ReportEdge((int?)output.Source.Step, null, RecordedType(output.Source));
    }

    private Port PortOf(Binding binding) =>
        binding.Step is { } step ? _program.Steps[(int)step].Outputs[(int)binding.Port] : _program.Inputs[(int)binding.Port];

    private static Digest? At(ImmutableArray<Digest>? digests, int index) => digests is { } list && index < list.Length ? list[index] : null;

    private string TypeOf(Binding binding) => PortOf(binding).Type;

    private string RecordedType(Binding binding)
    {
        var digest = binding.Step is not { } step ? InputAt((int)binding.Port)
            : step < trace.Steps.Length && binding.Port < trace.Steps[(int)step].Outputs.Length ? trace.Steps[(int)step].Outputs[(int)binding.Port]
            : (Digest?)null;
        return (digest is { } known ? Find(known)?.ToString() : null) ?? TypeOf(binding);
    }

    private Digest? InputAt(int index)
    {
        if (trace.Claim is { } claim)
            return index < claim.Inputs.Length ? claim.Inputs[index] : null;

        // Without a claim, the first step that reads the input tells which value it was.
        for (var i = 0; i < Math.Min(trace.Steps.Length, _program.Steps.Length); i++)
        {
            var port = _program.Steps[i].Inputs.IndexOf(Binding.External((uint)index));
            if (port >= 0 && port < trace.Steps[i].Inputs.Length)
                return trace.Steps[i].Inputs[port];
        }

        return null;
    }

    private ReportValue Value(string name, string type, Digest? digest)
    {
        if (digest is not { } known || Find(known) is not { } tensor)
            return new ReportValue(name, type, digest, null, []);
        var values = TensorValues.Of(tensor);
        var first = Enumerable.Range(0, (int)Math.Min(values.Count, MostFirst)).Select(i => values[i].ToString("G6", CultureInfo.InvariantCulture));
        return new ReportValue(name, tensor.ToString(), digest, tensor.ElementCount, [.. first]);
    }

    private Tensor? Find(Digest digest)
    {
        if (_tensors.TryGetValue(digest, out var tensor))
            return tensor;
        if (trace.TryGetValue(digest, out var bytes) && TensorEncoding.TryRead(bytes, "value", out var read, out _))
            tensor = Aligned(read);
        _tensors[digest] = tensor;
        return tensor;
    }

    private static Tensor Aligned(Tensor tensor) => new(tensor.Type, tensor.Shape, tensor.Data.ToArray());
}
