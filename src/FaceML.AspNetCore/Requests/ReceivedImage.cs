using System.Security.Cryptography;
using FaceML.Imaging;

namespace FaceML.AspNetCore.Requests;

/// <summary>An image of a request: its file, in memory, and its pixels.</summary>
internal sealed record ReceivedImage(ReadOnlyMemory<byte> File, Image Image)
{
    /// <summary>The SHA-256 of the file, as hexadecimal digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(File.Span));
}
