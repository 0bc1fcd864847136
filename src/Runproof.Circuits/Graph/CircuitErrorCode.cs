namespace Runproof.Circuits.Graph;

/// <summary>Why a circuit, its weights or its inputs were refused. Every member says what a <see cref="CircuitError"/> holds.</summary>
public enum CircuitErrorCode
{
    /// <summary>There are more nodes, tables, parameters, inputs, outputs, terms or pooled places than allowed.</summary>
    /// <remarks>Position: the node; −1 for the circuit. Expected: the most.</remarks>
    TooMany = 1,

    /// <summary>There are not as many tensors as inputs and nodes, or no node or output.</summary>
    /// <remarks>Expected and actual: the counts.</remarks>
    WrongTensorCount,

    /// <summary>A tensor has no dimensions. Position: the tensor.</summary>
    NoDimensions,

    /// <summary>A range does not contain 0, or is wider than its integers. Position: the tensor.</summary>
    InvalidRange,

    /// <summary>A scale is outside of its range. Position: the tensor.</summary>
    InvalidScale,

    /// <summary>A table is empty, too long or does not contain the argument 0.</summary>
    /// <remarks>Position: the table. Expected: the most rows.</remarks>
    InvalidTable,

    /// <summary>A layer's parameters are too few or too many.</summary>
    /// <remarks>Position: the parameters. Expected: the most weights of the circuit.</remarks>
    InvalidParameters,

    /// <summary>All tensors and intermediate columns together have too many values.</summary>
    /// <remarks>Position: the node. Expected: the most.</remarks>
    TooManyValues,

    /// <summary>The circuit costs too many products. Position: the node. Expected: the most.</summary>
    TooManyProducts,

    /// <summary>A node reads a tensor that is not made before it, or an output is no tensor.</summary>
    /// <remarks>Position: the node; −1 for an output. Actual: the tensor.</remarks>
    UnknownTensor,

    /// <summary>A node names a table that is not there. Position: the node. Actual: the table.</summary>
    UnknownTable,

    /// <summary>A map names parameters that are not there. Position: the node. Actual: the parameters.</summary>
    UnknownParameter,

    /// <summary>A node has no source, its operator does not fit its sources, or its tensor has another shape.</summary>
    /// <remarks>Position: the node. Expected and actual: the values, or 0.</remarks>
    WrongShape,

    /// <summary>Multipliers are as many as nothing they could belong to, or too large.</summary>
    /// <remarks>Position: the node. Expected and actual: the counts, or the most and the multiplier.</remarks>
    WrongMultipliers,

    /// <summary>Offsets are as many as nothing they could belong to, or too large.</summary>
    /// <remarks>Position: the node. Expected and actual: the counts, or the most and the offset.</remarks>
    WrongOffsets,

    /// <summary>The declared range of a node's tensor is not that of its values.</summary>
    /// <remarks>Position: the node. Expected and actual: the end that differs.</remarks>
    WrongRange,

    /// <summary>A node that only moves values changes their scale. Position: the node.</summary>
    WrongScale,

    /// <summary>The range of a looked-up tensor leaves the domain of its table.</summary>
    /// <remarks>Position: the node. Expected and actual: the end that differs.</remarks>
    OutsideDomain,

    /// <summary>A pool's table is not max(d, 0) over all differences. Position: the node.</summary>
    WrongPoolTable,

    /// <summary>A value without a table is read by a node, or is no output. Position: the node.</summary>
    NotRounded,

    /// <summary>A sum may reach 2^62. Position: the node.</summary>
    Overflow,

    /// <summary>The weights are not those that the circuit's parameters ask for.</summary>
    /// <remarks>Position: the parameters. Expected and actual: the counts, or the bound and the weight.</remarks>
    WrongWeights,

    /// <summary>There is not a name for every input and output, or a function of an output has no such axis.</summary>
    /// <remarks>Position: the output. Expected and actual: the counts, or the last axis and the axis.</remarks>
    WrongPort,

    /// <summary>There is another number of inputs, or an input has another number of values.</summary>
    /// <remarks>Position: the input; −1 for their number.</remarks>
    WrongInputCount,

    /// <summary>An input lies outside of its range.</summary>
    /// <remarks>Position: the input. Expected: the end of the range. Actual: the value.</remarks>
    InputOutOfRange,

    /// <summary>A sum leaves the domain of its table.</summary>
    /// <remarks>Position: the node. Expected: the end of the domain. Actual: the value of hi.</remarks>
    SumOutOfDomain,
}
