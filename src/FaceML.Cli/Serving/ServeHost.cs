using System.Net;
using FaceML.AspNetCore;
using FaceML.AspNetCore.Recognition;
using FaceML.AspNetCore.Security;
using FaceML.AspNetCore.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Scalar.AspNetCore;

namespace FaceML.Cli;

/// <summary>The host of <c>faceml serve</c>: FaceML's two lines, and what an operator expects around them.</summary>
internal static class ServeHost
{
    /// <summary>Where it listens when nothing else is said.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    private const string Jwt = "FaceML:Jwt";

    /// <summary>A builder with <c>appsettings.json</c> of the current folder and the environment as configuration.</summary>
    public static WebApplicationBuilder CreateBuilder()
    {
        // Configuration is read once: without this, every folder below the current one would be watched for changes of it.
        string[] arguments = ["--hostBuilder:reloadConfigOnChange=false"];
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = arguments });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("FaceML.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical); // the tool says itself why it did not start
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        return builder;
    }

    /// <summary>Builds the host.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="url">Where to listen.</param>
    /// <param name="configure">Sets FaceML's options.</param>
    /// <param name="prepare">What comes before networks are loaded.</param>
    /// <exception cref="ToolException">The address is none, or it would listen beyond this machine without keys.</exception>
    public static WebApplication Build(
        WebApplicationBuilder builder, string url, Action<FaceMLOptions> configure, Action<FaceMLOptions> prepare)
    {
        string[] urls = [.. url.Split(';').Select(Address), .. EndpointsOf(builder.Configuration)];
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        IConfigurationSection jwt = builder.Configuration.GetSection(Jwt);
        FaceMLOptions served = null!;
        builder.Services.AddFaceML(options =>
        {
            configure(served = options);
            if (jwt.Exists())
            {
                options.AuthenticationSchemes.Add(Jwt);
            }

            if (options.KeysFile is null && !jwt.Exists() && urls.FirstOrDefault(address => !IsLoopback(address)) is { } beyond)
            {
                throw new ToolException(
                    $"To listen beyond this machine ({beyond}) the server needs API keys: make one with "
                        + "'faceml keys create FILE --id NAME', and give the file with --keys.");
            }
        });
        LoadEarly(builder.Services, served, prepare);
        if (jwt.Exists())
        {
            builder.Services.AddAuthentication().AddJwtBearer(Jwt, options =>
            {
                options.MapInboundClaims = false;
                jwt.Bind(options);
            });
        }

        builder.Services.AddOpenApi(options => options.AddDocumentTransformer<ApiDescription>());
        AddTelemetry(builder);
        WebApplication host = builder.Build();
        host.MapFaceML("/v1");
        host.MapCompreFace("/api/v1");
        host.MapFaceMLHealth();
        host.MapFaceMLPage();
        host.MapOpenApi();
        host.MapScalarApiReference(options => options.WithTitle("FaceML").DisableDefaultFonts());
        host.MapPrometheusScrapingEndpoint("/metrics").RequireScope(FaceMLScope.Admin);

        // Made now, while networks are loaded, and not with the first request.
        _ = ((IEndpointRouteBuilder)host).DataSources.Sum(source => source.Endpoints.Count);
        return host;
    }

    // Networks are loaded while the host is built: each takes about as long as the other. What is wrong with them is said at the start.
    private static void LoadEarly(IServiceCollection services, FaceMLOptions options, Action<FaceMLOptions> prepare)
    {
        Task<FaceEngine> loading = Task.Run(() =>
        {
            prepare(options);
            return new FaceEngine(options);
        });
        services.AddSingleton(_ => loading.GetAwaiter().GetResult());
    }

    /// <summary>What is wrong with an address that is none.</summary>
    public static ToolException NoAddress(string url) => new($"--url must be an address such as {DefaultUrl}; it is {url}.");

    // An address as the server takes it: http://*:8080 too, which is no URI.
    private static string Address(string url)
    {
        try
        {
            BindingAddress address = BindingAddress.Parse(url);
            if (address.Scheme is "http" or "https" && address.Port is >= 0 and <= IPEndPoint.MaxPort)
            {
                return url;
            }
        }
        catch (FormatException)
        {
        }

        throw NoAddress(url);
    }

    // Endpoints of the web server's own configuration take the place of the address.
    private static IEnumerable<string> EndpointsOf(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? "");

    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && address.IsLoopback;

    // Exported over OTLP where the environment says where to (OTEL_EXPORTER_OTLP_ENDPOINT).
    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(FaceMeter.Name, DecodeMeter.Name, NetworkMeter.Name)
                .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not null)
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter())
                .WithTracing(traces => traces.AddSource(NetworkMeter.Name).AddAspNetCoreInstrumentation().AddOtlpExporter());
        }
    }
}
