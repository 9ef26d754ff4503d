using System.Text.Json;
using FaceML.Clustering;

namespace FaceML.Cli;

/// <summary>Prints groups of faces: in lines, or as one JSON object a group.</summary>
internal static class ClusterView
{
    private sealed record MemberJson(string File, float[] Box, float? Score);

    private sealed record GroupJson(int? Group, IReadOnlyList<MemberJson> Faces);

    public static void Write(
        ToolTerminal terminal, IReadOnlyList<FaceGroup> groups, IReadOnlyList<(string File, Box Box)> faces, float threshold, bool asJson)
    {
        foreach (FaceGroup group in groups)
        {
            GroupJson json = new(group.Number, [.. group.Members.Select(member => Member(faces[member.Index], member.Score))]);
            if (asJson)
            {
                terminal.Output.WriteLine(JsonSerializer.Serialize(json, AnswerJson.Options));
                continue;
            }

            string name = group.Number is { } number ? FormattableString.Invariant($"group {number}") : "no group";
            terminal.Output.WriteLine($"{name}, {FaceTable.Count(json.Faces.Count)}");
            foreach (MemberJson face in json.Faces)
            {
                string score = face.Score is { } value ? FormattableString.Invariant($"  {value:F2}") : "";
                terminal.Output.WriteLine(
                    FormattableString.Invariant($"  {face.File}  at {face.Box[0]:F0}, {face.Box[1]:F0}") + score);
            }
        }

        terminal.Remark(FormattableString.Invariant(
            $"{groups.Count(g => g.Number is not null)} groups among {faces.Count} faces, linked at a score of {threshold:F4}."));
    }

    private static MemberJson Member((string File, Box Box) face, float? score) =>
        new(face.File, [face.Box.Left, face.Box.Top, face.Box.Right, face.Box.Bottom], score);
}
