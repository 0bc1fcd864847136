using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Runproof.Tiles.Generator;

namespace Runproof.Tiles.Analyzers;

/// <summary>All rules: one line says what is wrong, and its page what to do about it.</summary>
internal static class RuleTable
{
    private const string Pages = "docs/define/diagnostics/";
    private const string End = WellKnownDiagnosticTags.CompilationEnd;

    public static readonly DiagnosticDescriptor OrdinaryStatic = new(
        Rules.OrdinaryStatic, "A tile or sequence is no ordinary static method",
        "'{0}' must be an ordinary static method; a tile or sequence has nothing but its arguments",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.OrdinaryStatic + ".md");
    public static readonly DiagnosticDescriptor StaticPartialClass = new(
        Rules.StaticPartialClass, "The class of a tile or sequence is not static and partial",
        "'{0}', the class of '{1}', {2}; tiles and sequences stand in static partial classes that are neither generic nor nested",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.StaticPartialClass + ".md");
    public static readonly DiagnosticDescriptor Generic = new(
        Rules.Generic, "A tile or sequence is generic",
        "'{0}' must not have type parameters; a tile has one schema",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Generic + ".md");
    public static readonly DiagnosticDescriptor Overloaded = new(
        Rules.Overloaded, "A tile or sequence shares its name",
        "'{0}' must be the only member of '{1}' with that name, by which programs know it",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Overloaded + ".md");
    public static readonly DiagnosticDescriptor ParameterKind = new(
        Rules.ParameterKind, "A parameter of a tile is no plain value",
        "The parameter '{0}' of '{1}' is '{2}'; a tile takes plain values",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.ParameterKind + ".md");
    public static readonly DiagnosticDescriptor NoSchema = new(
        Rules.NoSchema, "A type has no schema",
        "'{0}' is no type for tiles: {1}",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.NoSchema + ".md");
    public static readonly DiagnosticDescriptor RecursiveType = new(
        Rules.RecursiveType, "A type contains itself",
        "'{0}' is no type for tiles: {1}",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.RecursiveType + ".md");
    public static readonly DiagnosticDescriptor DeepType = new(
        Rules.DeepType, "A type is nested too deeply",
        "'{0}' is no type for tiles: {1}",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.DeepType + ".md");
    public static readonly DiagnosticDescriptor LostState = new(
        Rules.LostState, "A value cannot be made again from its members",
        "'{0}' is no type for tiles: {1}",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.LostState + ".md");
    public static readonly DiagnosticDescriptor NoPlainReturn = new(
        Rules.NoPlainReturn, "A tile or sequence does not return a plain value",
        "'{0}' is {1}; a tile returns when it is done, with a value",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.NoPlainReturn + ".md");
    public static readonly DiagnosticDescriptor NegativeLimit = new(
        Rules.NegativeLimit, "A limit or an estimate is negative",
        "{0} of '{1}' is {2}; it is 0, which says nothing, or more",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.NegativeLimit + ".md");
    public static readonly DiagnosticDescriptor TileAndSequence = new(
        Rules.TileAndSequence, "A method is both a tile and a sequence",
        "'{0}' is either a tile, which computes, or a sequence, which says what is called",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.TileAndSequence + ".md");
    public static readonly DiagnosticDescriptor NameTaken = new(
        Rules.NameTaken, "The name of a generated class is taken",
        "'{0}' needs the name '{1}.{2}' for what is generated for it",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.NameTaken + ".md");
    public static readonly DiagnosticDescriptor OpenUnion = new(
        Rules.OpenUnion, "The variants of a union are not known",
        "'{0}' is no type for tiles: {1}; the variants of a [Union] are the sealed records nested in an abstract one",
        "Declaration", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.OpenUnion + ".md");

    public static readonly DiagnosticDescriptor Throws = new(
        Rules.Throws, "A tile throws",
        "'{0}' throws, which ends the run as a crash; return Result.Err for what a caller may cause",
        "Fallibility", DiagnosticSeverity.Warning, true, helpLinkUri: Pages + Rules.Throws + ".md");
    public static readonly DiagnosticDescriptor NestedResult = new(
        Rules.NestedResult, "Result and Fold are nested the wrong way",
        "'{0}' returns '{1}'; a tile that may fail and may end a fold returns Result<Fold<T>>, and none returns more than that",
        "Fallibility", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.NestedResult + ".md");
    public static readonly DiagnosticDescriptor CatchesAll = new(
        Rules.CatchesAll, "A tile catches every exception",
        "'{0}' catches every exception, those too that stop it at its limits; catch the type that you expect",
        "Fallibility", DiagnosticSeverity.Warning, true, helpLinkUri: Pages + Rules.CatchesAll + ".md");

    public static readonly DiagnosticDescriptor FoldShape = new(
        Rules.FoldShape, "A tile that may end a fold cannot be in one",
        "'{0}' returns Fold<{1}>; it must take an item first and a '{1}' second",
        "Folds", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.FoldShape + ".md");
    public static readonly DiagnosticDescriptor CannotFold = new(
        Rules.CannotFold, "A tile cannot fold a list",
        "'{0}' cannot fold: it must take an item that has bytes, then the state that it returns",
        "Folds", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.CannotFold + ".md");
    public static readonly DiagnosticDescriptor ChunkOrBound = new(
        Rules.ChunkOrBound, "Chunk or bound of a fold is no positive constant",
        "'{0}' is '{1}'; it must be a constant of 1 or more",
        "Folds", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.ChunkOrBound + ".md");
    public static readonly DiagnosticDescriptor BreakOutsideFold = new(
        Rules.BreakOutsideFold, "A tile that may end a fold is called outside of one",
        "'{0}' returns Fold<T>, which only a fold understands; use Fold instead of Call",
        "Folds", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.BreakOutsideFold + ".md");

    public static readonly DiagnosticDescriptor EntryParameters = new(
        Rules.EntryParameters, "A program takes arguments",
        "'{0}' is a program, and must take its inputs by External instead of the parameter '{1}'",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.EntryParameters + ".md");
    public static readonly DiagnosticDescriptor SequenceShape = new(
        Rules.SequenceShape, "A sequence does not have the shape of one",
        "'{0}' is no sequence: {1}",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.SequenceShape + ".md");
    public static readonly DiagnosticDescriptor DirectCall = new(
        Rules.DirectCall, "A sequence calls past its context",
        "'{0}' is called directly, so that the program does not contain the call; use Call or Fold of the context",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.DirectCall + ".md");
    public static readonly DiagnosticDescriptor ControlFlow = new(
        Rules.ControlFlow, "The body of a sequence has control flow",
        "'{0}' contains '{1}'; a sequence is the same calls for any input, and a tile decides",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.ControlFlow + ".md");
    public static readonly DiagnosticDescriptor NoReference = new(
        Rules.NoReference, "A sequence computes",
        "'{0}' is computed in a sequence; a value comes from External, Constant, Call, Fold or Select",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.NoReference + ".md");
    public static readonly DiagnosticDescriptor NoConstant = new(
        Rules.NoConstant, "A constant of a program is not constant",
        "'{0}' is not the same value wherever the program is made; use constants and static read-only members",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.NoConstant + ".md");
    public static readonly DiagnosticDescriptor NoTile = new(
        Rules.NoTile, "What is called is no tile or sequence",
        "'{0}' is no {1}: it must be the name of a valid static method with the attribute",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.NoTile + ".md");
    public static readonly DiagnosticDescriptor InputName = new(
        Rules.InputName, "The name of an input is not constant",
        "'{0}' must be a constant string that is not empty",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.InputName + ".md");
    public static readonly DiagnosticDescriptor InputTypes = new(
        Rules.InputTypes, "An input has two types",
        "The input '{0}' is '{1}' before and '{2}' here; one name is one input",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.InputTypes + ".md");
    public static readonly DiagnosticDescriptor InputOutsideEntry = new(
        Rules.InputOutsideEntry, "An input is named outside of the program",
        "'{0}' is called by other sequences, and must take the input as an argument",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.InputOutsideEntry + ".md");
    public static readonly DiagnosticDescriptor Circle = new(
        Rules.Circle, "Sequences call each other in a circle",
        "'{0}' calls itself: {1}",
        "Sequences", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Circle + ".md", customTags: End);
    public static readonly DiagnosticDescriptor UnusedResult = new(
        Rules.UnusedResult, "The result of a call is not used",
        "The result of '{0}' is not used, and the step would still be run and proved",
        "Sequences", DiagnosticSeverity.Warning, true, helpLinkUri: Pages + Rules.UnusedResult + ".md");

    public static readonly DiagnosticDescriptor SelectPath = new(
        Rules.SelectPath, "A selection is more than members and constant positions",
        "'{0}' is no part of a value; select members and elements at constant positions",
        "Selection", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.SelectPath + ".md");
    public static readonly DiagnosticDescriptor RangeBounds = new(
        Rules.RangeBounds, "The bounds of a range are not constant or not in order",
        "'{0}' must be constants in order, from 0 on",
        "Selection", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.RangeBounds + ".md");
    public static readonly DiagnosticDescriptor UnknownPart = new(
        Rules.UnknownPart, "A selected member is not part of the value",
        "'{0}' is not part of the bytes of '{1}'; select what it is made of",
        "Selection", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.UnknownPart + ".md");
    public static readonly DiagnosticDescriptor PartOfRange = new(
        Rules.PartOfRange, "Something is selected of a range",
        "'{0}' selects of a range; select it of the whole list",
        "Selection", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.PartOfRange + ".md");

    public static readonly DiagnosticDescriptor FloatingPoint = new(
        Rules.FloatingPoint, "A tile computes with floating point",
        "'{0}' computes with floating point ({1}), whose results differ between machines; use integers",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.FloatingPoint + ".md", customTags: End);
    public static readonly DiagnosticDescriptor Clock = new(
        Rules.Clock, "A tile reads the clock",
        "'{0}' reads the clock ({1}); pass the time as an argument",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Clock + ".md", customTags: End);
    public static readonly DiagnosticDescriptor Random = new(
        Rules.Random, "A tile draws random numbers",
        "'{0}' draws random numbers ({1}); pass a seed or the numbers as an argument",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Random + ".md", customTags: End);
    public static readonly DiagnosticDescriptor Environment = new(
        Rules.Environment, "A tile reads its environment",
        "'{0}' depends on the process or the machine ({1}); pass what it needs as an argument",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Environment + ".md", customTags: End);
    public static readonly DiagnosticDescriptor Culture = new(
        Rules.Culture, "A tile depends on the culture",
        "'{0}' depends on the culture ({1}); name CultureInfo.InvariantCulture or an ordinal comparison",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Culture + ".md", customTags: End);
    public static readonly DiagnosticDescriptor InputOutput = new(
        Rules.InputOutput, "A tile does input or output",
        "'{0}' does input or output ({1}); an input of the program is passed to it, and its output is what it returns",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.InputOutput + ".md", customTags: End);
    public static readonly DiagnosticDescriptor Threads = new(
        Rules.Threads, "A tile uses threads",
        "'{0}' uses threads ({1}); a tile is one sequence of operations, and the runner runs several",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Threads + ".md", customTags: End);
    public static readonly DiagnosticDescriptor MutableStatic = new(
        Rules.MutableStatic, "A tile uses static state that changes",
        "'{0}' uses static state that changes ({1}); a call must not depend on the calls before it",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.MutableStatic + ".md", customTags: End);
    public static readonly DiagnosticDescriptor HashOrder = new(
        Rules.HashOrder, "A tile enumerates in the order of hash codes",
        "'{0}' enumerates {1}, whose order is not defined; sort it, or use a sorted or indexed collection",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.HashOrder + ".md", customTags: End);
    public static readonly DiagnosticDescriptor HashCode = new(
        Rules.HashCode, "A tile uses hash codes",
        "'{0}' uses hash codes ({1}), which differ from process to process",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.HashCode + ".md", customTags: End);
    public static readonly DiagnosticDescriptor Reflection = new(
        Rules.Reflection, "A tile uses reflection",
        "'{0}' uses reflection or dynamic code ({1}); what it finds is not part of what the run commits to",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Reflection + ".md", customTags: End);
    public static readonly DiagnosticDescriptor Hardware = new(
        Rules.Hardware, "A tile depends on the hardware",
        "'{0}' depends on the hardware ({1}); use types of fixed size and the order of bytes that you name",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.Hardware + ".md", customTags: End);
    public static readonly DiagnosticDescriptor NativeCode = new(
        Rules.NativeCode, "A tile leaves what the runtime checks",
        "'{0}' uses native code or unchecked memory ({1})",
        "Determinism", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.NativeCode + ".md", customTags: End);
    public static readonly DiagnosticDescriptor Unchecked = new(
        Rules.Unchecked, "A tile calls code that is not checked",
        "'{0}' calls {1} of {2}, whose code is not checked for what the RP06 rules forbid",
        "Determinism", DiagnosticSeverity.Info, true, helpLinkUri: Pages + Rules.Unchecked + ".md", customTags: End);

    public static readonly DiagnosticDescriptor BaselineChanged = new(
        Rules.BaselineChanged, "A program has changed against its baseline",
        "'{0}' is not what was accepted; if that is meant, its line in {1} becomes: {2}",
        "Baseline", DiagnosticSeverity.Warning, true, helpLinkUri: Pages + Rules.BaselineChanged + ".md", customTags: End);
    public static readonly DiagnosticDescriptor BaselineMissing = new(
        Rules.BaselineMissing, "The baseline does not list what there is",
        "'{0}' {1}",
        "Baseline", DiagnosticSeverity.Warning, true, helpLinkUri: Pages + Rules.BaselineMissing + ".md", customTags: End);
    public static readonly DiagnosticDescriptor BaselineUnreadable = new(
        Rules.BaselineUnreadable, "The baseline cannot be read",
        "Line {0} of {1} is '{2}'; it must be 'tile NAME DIGEST' or 'sequence NAME DIGEST'",
        "Baseline", DiagnosticSeverity.Error, true, helpLinkUri: Pages + Rules.BaselineUnreadable + ".md", customTags: End);

    /// <summary>Every rule by its code.</summary>
    public static ImmutableDictionary<string, DiagnosticDescriptor> ById { get; } = ImmutableArray.Create(
        OrdinaryStatic, StaticPartialClass, Generic, Overloaded, ParameterKind, NoSchema, RecursiveType, DeepType,
        LostState, NoPlainReturn, NegativeLimit, TileAndSequence, NameTaken, OpenUnion, Throws, NestedResult,
        CatchesAll, FoldShape, CannotFold, ChunkOrBound, BreakOutsideFold, EntryParameters, SequenceShape, DirectCall,
        ControlFlow, NoReference, NoConstant, NoTile, InputName, InputTypes, InputOutsideEntry, Circle,
        UnusedResult, SelectPath, RangeBounds, UnknownPart, PartOfRange, FloatingPoint, Clock, Random,
        Environment, Culture, InputOutput, Threads, MutableStatic, HashOrder, HashCode, Reflection,
        Hardware, NativeCode, Unchecked, BaselineChanged, BaselineMissing, BaselineUnreadable).ToImmutableDictionary(rule => rule.Id);

    /// <summary>The rules of a group, which is the first two digits of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Group(params string[] prefixes) =>
        [.. ById.Values.Where(rule => prefixes.Any(prefix => rule.Id.StartsWith(prefix, StringComparison.Ordinal))).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
}
