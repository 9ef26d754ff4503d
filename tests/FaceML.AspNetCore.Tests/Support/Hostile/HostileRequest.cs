namespace FaceML.AspNetCore.Tests.Hostile;

/// <summary>How bytes are sent.</summary>
internal enum Sending
{
    /// <summary>All at once; the answer is waited for.</summary>
    Whole,

    /// <summary>The first half at once, the rest byte by byte, slower than a server should wait for.</summary>
    Slow,

    /// <summary>A part, and then the connection is reset.</summary>
    CutOff,

    /// <summary>All, and then the connection is reset without waiting for the answer.</summary>
    NotWaitedFor,
}

/// <summary>Bytes that a stranger sends to a server.</summary>
/// <param name="Kind">What is wrong with them.</param>
/// <param name="Bytes">The request, from its first line on.</param>
/// <param name="Sending">How they are sent.</param>
internal sealed record HostileRequest(string Kind, byte[] Bytes, Sending Sending = Sending.Whole);
