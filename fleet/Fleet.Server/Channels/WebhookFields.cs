// Reads the fields of a provider's post, whatever form it has.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Fleet.Server.Channels;

/// <summary>Reads a form or a JSON object, and the query; levels of JSON are joined by points.</summary>
internal static class WebhookFields
{
    /// <summary>Reads the fields; null when the body is no form and no JSON object, or has too many.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public static async Task<Dictionary<string, string>?> ReadAsync(
        HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Limits.Channels.WebhookBytes;
        }

        if (request.ContentLength > Limits.Channels.WebhookBytes)
        {
            throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            if (request.HasFormContentType)
            {
                foreach (KeyValuePair<string, StringValues> pair in
                    await request.ReadFormAsync(cancellationToken).ConfigureAwait(false))
                {
                    fields[pair.Key] = pair.Value.ToString();
                }
            }
            else if (request.HasJsonContentType())
            {
                var options = new JsonDocumentOptions { MaxDepth = 8 };
                using JsonDocument document = await JsonDocument.ParseAsync(request.Body, options, cancellationToken)
                    .ConfigureAwait(false);
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                {
                    return null;
                }

                Flatten(document.RootElement, "", fields);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return null;
        }

        // What this server put into the webhook's own address counts more than what the body says.
        foreach (KeyValuePair<string, StringValues> pair in request.Query)
        {
            fields[pair.Key] = pair.Value.ToString();
        }

        return fields.Count > Limits.Channels.WebhookFields ? null : fields;
    }

    private static void Flatten(JsonElement element, string path, Dictionary<string, string> fields)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = path + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Flatten(property.Value, name + ".", fields);
            }
            else if (property.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
            {
                fields[name] = property.Value.ToString();
            }
        }
    }
}
