namespace Microsoft.ML.Runtime;

/// <summary>How serious a message is.</summary>
public enum ChannelMessageKind
{
    /// <summary>A detail of the work.</summary>
    Trace = 0,

    /// <summary>The course of the work.</summary>
    Info = 1,

    /// <summary>Something suspect.</summary>
    Warning = 2,

    /// <summary>A failure.</summary>
    Error = 3,
}
