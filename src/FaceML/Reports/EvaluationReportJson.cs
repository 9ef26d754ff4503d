using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace FaceML.Reports;

/// <summary>
/// The JSON form of a report: property names in camel case, rates as shares from 0 to 1, numbers that are not finite as the strings
/// "NaN", "Infinity" and "-Infinity", what is not there left out. <see cref="Schema"/> describes it. Thread-safe.
/// </summary>
internal static class EvaluationReportJson
{
    /// <summary>The report as indented JSON.</summary>
    public static string Write(ReportContent report) => JsonSerializer.Serialize(report, ReportJsonContext.Default.ReportContent);

    /// <summary>Reads a report.</summary>
    /// <exception cref="JsonException">No such report, or one of another schema version.</exception>
    public static ReportContent Read(string json)
    {
        ReportContent report = JsonSerializer.Deserialize(json, ReportJsonContext.Default.ReportContent)
            ?? throw new JsonException("The report is null.");
        return report.Schema == ReportContent.CurrentSchema
            ? report
            : throw new JsonException($"The report has schema {report.Schema}; this version reads {ReportContent.CurrentSchema}.");
    }

    /// <summary>The JSON schema (2020-12) of the form.</summary>
    public static string Schema() => ReportJsonContext.Default.ReportContent.Options
        .GetJsonSchemaAsNode(typeof(ReportContent),
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }).ToJsonString(ReportJsonContext.Default.Options);
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ReportContent))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
