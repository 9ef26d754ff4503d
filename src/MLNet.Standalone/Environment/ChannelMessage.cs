using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>A message to people.</summary>
public readonly struct ChannelMessage
{
    /// <summary>How serious it is.</summary>
    public readonly ChannelMessageKind Kind;

    /// <summary>What it may give away.</summary>
    public readonly MessageSensitivity Sensitivity;

    private readonly string format;
    private readonly object[] arguments;

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string format, object[] arguments)
    {
        Kind = kind;
        Sensitivity = sensitivity;
        this.format = format;
        this.arguments = arguments;
    }

    /// <summary>The text. It is put together only when somebody asks.</summary>
    public string Message => arguments is null ? format : string.Format(CultureInfo.CurrentCulture, format, arguments);
}
